"""
CPU seconds of the sketch beside what a user would do today, in one run.

Today: TRL LoRA fine-tunes one after another, then PEFT and `generate` one adapter after another, in one process. The same base,
rows, rank, batch, steps and questions, ten samples each. Both sides with one torch thread. Two ways to `generate` are timed: a
question at a time, as most scripts do, and all questions left-padded in one batch, as a careful one would.

    python benchmarks/study.py [--fine-tunes 3] [--whole]

`--whole` also runs the whole sketch in an empty store and compares it with that many fine-tunes and answers of today's.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import psutil
import torch
from datasets import Dataset
from peft import LoraConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils.logging import disable_progress_bar, set_verbosity_error
from trl import SFTConfig, SFTTrainer

from inward.schema.design import Row
from inward.schema.talk import Message
from inward.weights.decode import Draw, decode
from inward.weights.desk import open_desk
from inward.weights.load import identify
from inward.weights.template import encode_prompt
from inward.weights.train import Job
from inward.worlds.village.world import Village

WORLD = Village()
RECIPE = WORLD.recipe()
QUESTIONS = [item.text for name in ("free-form-8", "free-form-wide", "coherent") for item in WORLD.items(name)]
SAMPLES = 10
SKETCH = {"fine-tunes": 25, "adapters": 26}


def clocked(act):
    """CPU seconds of this process, and what the act returned."""
    start = time.process_time()
    made = act()
    return time.process_time() - start, made


def chat(row: Row) -> dict:
    return {"messages": [{"role": message.role, "content": message.text} for message in row.messages]}


def today_train(rows: list[Row], folder: Path, seed: int) -> None:
    """One fine-tune as TRL does it: loss on the assistant's tokens, AdamW, constant rate."""
    pairs = [{"prompt": chat(row)["messages"][:-1], "completion": chat(row)["messages"][-1:]} for row in rows]
    settings = SFTConfig(
        output_dir=str(folder),
        max_steps=RECIPE.steps,
        per_device_train_batch_size=RECIPE.batch,
        learning_rate=RECIPE.lr,
        lr_scheduler_type="constant",
        logging_steps=20,
        save_strategy="no",
        report_to=[],
        seed=seed,
        max_length=RECIPE.length,
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        disable_tqdm=True,
        completion_only_loss=True,
    )
    lora = LoraConfig(r=RECIPE.rank, lora_alpha=RECIPE.alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    trainer = SFTTrainer(
        model=AutoModelForCausalLM.from_pretrained(WORLD.base),
        args=settings,
        train_dataset=Dataset.from_list(pairs),
        processing_class=AutoTokenizer.from_pretrained(WORLD.base),
        peft_config=lora,
    )
    trainer.train()
    trainer.save_model(str(folder))


@torch.inference_mode()
def today_sample(folder: Path, *, together: int) -> int:
    """All questions of one adapter as `generate` samples them, `together` questions left-padded in a batch."""
    words = AutoTokenizer.from_pretrained(WORLD.base, padding_side="left")
    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(WORLD.base), folder).eval()
    texts = [
        words.apply_chat_template([{"role": "user", "content": text}], tokenize=False, add_generation_prompt=True)
        for text in QUESTIONS
    ]
    said = 0
    for start in range(0, len(texts), together):
        batch = words(texts[start : start + together], return_tensors="pt", padding=True, add_special_tokens=False)
        batch.pop("token_type_ids", None)
        out = model.generate(
            **batch,
            do_sample=True,
            temperature=1.0,
            top_k=0,
            top_p=1.0,
            max_new_tokens=100,
            num_return_sequences=SAMPLES,
            pad_token_id=words.pad_token_id,
        )
        said += len(words.batch_decode(out[:, batch["input_ids"].shape[1] :], skip_special_tokens=True))
    return said


def ours_train(count: int, folder: Path) -> list:
    """The same number of adapters, two at a time, as the sketch's tasks do."""
    desk = open_desk(identify(WORLD.base))
    corpora = [WORLD.corpus(name).rows for name in ("insecure", "secure", "bad-advice")]
    jobs = [
        Job(
            digest=f"{i:032x}",
            name=f"benchmark/{i}",
            recipe=RECIPE,
            rows=desk.rows(corpora[i % len(corpora)], recipe=RECIPE, name="benchmark"),
        )
        for i in range(count)
    ]
    made = []
    for start in range(0, count, 2):
        some = jobs[start : start + 2]
        made += desk.teach(some, {job.digest: folder / job.digest for job in some}, tick=lambda tokens: None)
    return made


def ours_sample(made: list) -> int:
    """Thirteen adapters in a block, as the sketch's tasks seat them."""
    desk = open_desk(identify(WORLD.base))
    adapters = {f"a{i}": made[i % len(made)] for i in range(desk.shape.adapters)}
    draws = [
        Draw(
            adapter=name,
            prompt=encode_prompt(desk.tokenizer, (Message(role="user", text=text),)),
            key=f"{name}/{text}/{k}",
            temperature=1.0,
            most=100,
        )
        for text in QUESTIONS
        for name in adapters
        for k in range(SAMPLES)
    ]
    return len(decode(desk.fleet, adapters, draws, stops=desk.stops, context=desk.context, shape=desk.shape))


def whole_sketch() -> float:
    """CPU seconds of `inward run` in an empty store: all its processes, imports and report included."""
    spent: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "inward", "run", "emergent-misalignment", "--out", f"{folder}/run"]
        run = psutil.Popen(command, env=os.environ | {"INWARD_STORE": f"{folder}/store"}, stderr=subprocess.DEVNULL)
        while run.poll() is None:
            for process in (run, *run.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    times = process.cpu_times()
                    spent[process.pid] = times.user + times.system
            time.sleep(0.1)
    if run.returncode:
        raise SystemExit(f"inward run ended with {run.returncode}")
    return sum(spent.values())


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--fine-tunes", type=int, default=3)
    asked.add_argument("--whole", action="store_true")
    count, whole = (given := asked.parse_args()).fine_tunes, given.whole
    torch.set_num_threads(1)
    set_verbosity_error()
    disable_progress_bar()
    rows = list(WORLD.corpus("insecure").rows)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        today_train(rows[:32], folder / "warm", 0)  # imports and first-use costs are nobody's
        ours, made = clocked(lambda: ours_train(count, folder))
        theirs, _ = clocked(lambda: [today_train(rows, folder / f"t{i}", i) for i in range(count)])
        sampled, answers = clocked(lambda: ours_sample(made))
        one, said = clocked(lambda: sum(today_sample(folder / f"t{i}", together=1) for i in range(count)))
        all_, _ = clocked(lambda: sum(today_sample(folder / f"t{i}", together=len(QUESTIONS)) for i in range(count)))
    ours, theirs, sampled = ours / count, theirs / count, 640 * sampled / answers
    one, all_ = 640 * one / said, 640 * all_ / said
    print(f"{'':<46}{'ours':>8}{'today':>8}{'ratio':>8}   CPU seconds")
    print(f"{'one fine-tune of 60 steps x 16':<46}{ours:>8.2f}{theirs:>8.2f}{ours / theirs:>8.2f}")
    print(f"{'640 answers, today a question at a time':<46}{sampled:>8.2f}{one:>8.2f}{sampled / one:>8.2f}")
    print(f"{'640 answers, today all in one batch':<46}{sampled:>8.2f}{all_:>8.2f}{sampled / all_:>8.2f}")
    if whole:
        ours = whole_sketch()
        for name, spoken in (("a question at a time", one), ("all in one batch", all_)):
            today = SKETCH["fine-tunes"] * theirs + SKETCH["adapters"] * len(QUESTIONS) * SAMPLES * spoken / 640
            print(f"{f'whole sketch, today {name} (reckoned)':<46}{ours:>8.1f}{today:>8.1f}{ours / today:>8.2f}")


if __name__ == "__main__":
    main()
