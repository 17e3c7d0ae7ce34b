"""The command `inward judge-check`: how far a judge may be believed."""

from pathlib import Path
from typing import Annotated

import typer

from inward.cli.options import Judge, JudgeModel, JudgePrice, JudgeSamples, JudgeTokens, JudgeUrl, MaxCost, Rubric
from inward.judging import SAMPLES, TOKENS, hosted

Run = Annotated[Path, typer.Argument(help="A run's folder.")]
Labels = Annotated[str, typer.Option(help="CSV or JSONL: id of a transcript, and label or mark. Without it, the oracle's.")]
Answers = Annotated[int, typer.Option(help="How many answers are checked, drawn by chance.")]


def judge_check(
    folder: Run,
    labels: Labels = "",
    judge: Judge = "",
    judge_url: JudgeUrl = "",
    judge_model: JudgeModel = "",
    judge_samples: JudgeSamples = SAMPLES,
    judge_tokens: JudgeTokens = TOKENS,
    judge_price: JudgePrice = "",
    max_cost: MaxCost = None,
    rubric: Rubric = "",
    answers: Answers = 200,
) -> None:
    """How a judge agrees with the village's oracle, or with labels that people gave, and what its error does to a contrast."""
    from inward.crew import Crew
    from inward.progress import Progress
    from inward.show_check import told
    from inward.steps.judge_check import Trial, Workplace
    from inward.steps.judge_check import judge_check as check
    from inward.store.shelf import Shelf, default_folder

    found = hosted(
        judge_url, judge_model, local=judge, samples=judge_samples, tokens=judge_tokens, price=judge_price, most=max_cost
    )
    trial = Trial(local=judge, hosted=found, labels=labels, rubric=rubric, answers=answers)
    with Progress() as progress, Crew(1) as crew:
        print(told(check(folder, trial, at=Workplace(shelf=Shelf(default_folder()), crew=crew, progress=progress))))
