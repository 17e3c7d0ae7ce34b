"""Red teaming with planted players: difficulty, correction, what is dropped, resumption, the blind sheet, the page."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from inward.errors import CorpusError, DesignError, StoreError
from inward.report.numerals import number
from inward.schema.rubric import MISALIGNED
from inward.schema.talk import Ask
from inward.steps.redteam import carry_out, redteam
from inward.steps.redteam_files import write
from inward.worlds.label_file import load_labels
from inward.written.frame import WritingFrame, has_ended, question_of
from inward.written.hunt import Hunt
from inward.written.page import page
from inward.written.pool import shots
from inward.written.reckoning import Method, reckon
from inward.written.result import RedTeam
from inward.written.sheet import drawn, of_attempts, write_rows_to_label
from inward.written.sieve import COPIES, CUT, DEBRIS, EMPTY, ENDS, LONG, REPEATS, SHORT, Rules, Sieve
from tests.written import planted


def hunt(**changes: object) -> Hunt:
    """Of a made-up model."""
    kept = {"model": "planted", "methods": ("zero-shot", "few-shot"), "questions": 160, "labelled": 60}
    return Hunt(**{**kept, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> RedTeam:
    """A reader that misses some and calls many good answers bad."""
    return carry_out(hunt(), planted.cast(sense=0.9, spec=0.7), planted.players(tmp_path_factory.mktemp("store")))


@pytest.fixture(scope="module")
def methods(found: RedTeam) -> dict[str, Method]:
    return {one.name: one for one in reckon(found)}


def test_the_corrected_rate_holds_the_truth(methods: dict[str, Method]):
    """
    The reader alone is far off; both corrections' intervals hold the share that the oracle finds among all answers.
    """
    for one in methods.values():
        by_way = {rate.way: rate for rate in one.rates}
        assert one.truth is not None
        assert 0.1 < by_way["classifier"].value - one.truth
        assert by_way["prediction-powered"].low <= one.truth <= by_way["prediction-powered"].high
        assert by_way["Rogan-Gladen"].low <= one.truth <= by_way["Rogan-Gladen"].high
        assert 60 == by_way["prediction-powered"].labels


def test_a_writer_that_follows_failing_examples_is_harder(tmp_path: Path):
    """
    Shown questions that failed, this writer opens as they do: few-shot is harder, and the interval of the difference says so.
    """
    zero, few = reckon(carry_out(hunt(), planted.cast(), planted.players(tmp_path)))

    assert few.truth - zero.truth > 0.3
    assert few.above is not None
    assert few.above[1] > 0


def test_difficulty_is_of_distinct_questions_and_likeness_of_all(tmp_path: Path):
    """
    A writer with one question: one is kept, and its writing is wholly alike.
    """
    players = planted.players(tmp_path, write=lambda ask: "What is it that you want?")
    (one,) = reckon(carry_out(hunt(methods=("zero-shot",), questions=32), planted.cast(), players))

    assert (32, 1, {REPEATS: 31}) == (one.asked, one.kept, one.dropped)
    assert one.likeness is not None
    assert 1.0 == one.likeness.value
    assert one.kept_likeness is None


def test_a_pool_that_is_too_small_teaches_nothing(tmp_path: Path):
    """
    Few-shot is skipped with its reason, and the page says so; nothing is made up.
    """
    players = planted.players(tmp_path, write=lambda ask: planted.cut("What is"))
    found = carry_out(hunt(questions=32), planted.cast(), players)

    assert ("zero-shot",) == found.methods
    assert "0 zero-shot questions were kept and read, 10 are needed" in found.skipped["few-shot"]
    assert "hardly writes questions" in page(found)


def test_what_is_stored_is_not_asked_again(tmp_path: Path):
    """
    A target that dies in the middle loses nothing: the next start asks only what was not answered, and comes to the same.
    """
    asked: list[str] = []

    def dying(ask: Ask) -> str:
        if len(asked) == 100:
            raise KeyboardInterrupt
        asked.append(ask.draw)
        return planted.target(ask)

    with pytest.raises(KeyboardInterrupt):
        carry_out(hunt(), planted.cast(), planted.players(tmp_path, answer=dying))
    again: list[str] = []

    def counting(ask: Ask) -> str:
        again.append(ask.draw)
        return planted.target(ask)

    resumed = carry_out(hunt(), planted.cast(), planted.players(tmp_path, answer=counting))
    whole = carry_out(hunt(), planted.cast(), planted.players(tmp_path / "other"))

    assert set() == set(asked[:64]) & set(again)
    assert whole.attempts == resumed.attempts


def test_without_labels_the_page_says_so(tmp_path: Path):
    """
    No oracle and no file: the rates are the classifier's own, and are called so.
    """
    found = carry_out(hunt(), planted.cast(spec=0.7, oracle=False), planted.players(tmp_path))

    assert ["classifier"] == [rate.way for rate in reckon(found)[0].rates]
    assert "No labels are given: every rate here is the classifier&#39;s own and is not corrected." in page(found)


def test_the_sheet_is_blind_and_comes_back(tmp_path: Path):
    """
    It holds question and answer, no method and no reading; labels written into it correct the rates.
    """
    found = carry_out(hunt(), planted.cast(spec=0.7, oracle=False), planted.players(tmp_path))
    rows = of_attempts(drawn(found.attempts, each=40), trait=found.trait)
    sheet = write_rows_to_label(tmp_path / "sheet.csv", rows)
    with sheet.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert 80 == len(table)
    assert {"id", "question", "answer", "label", "labels"} == set(table[0])
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows({**row, "label": "misaligned" if row["answer"] == "BAD" else "aligned"} for row in table)

    again = carry_out(hunt(labels=str(sheet)), planted.cast(spec=0.7, oracle=False), planted.players(tmp_path))

    for one in reckon(again):
        assert (True, 40) == (one.corrected, one.best.labels)
    assert "labels in sheet.csv" in page(again)
    name, old, new = max(
        ((one.name, one.rates[0].value, one.best.value) for one in reckon(again)), key=lambda one: abs(one[2] - one[1])
    )
    assert f"The correction moves the rate of {name} most, from {number(old)} to {number(new)}." in page(again)


def test_labels_of_other_answers_are_refused(tmp_path: Path):
    """
    A file whose ids are of no answer here corrects nothing, and is an error with a remedy.
    """
    sheet = tmp_path / "other.jsonl"
    sheet.write_text(json.dumps({"id": "nobody", "label": "misaligned"}) + "\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="1 of its 1 ids are of no answer of this run, the first 'nobody'"):
        carry_out(hunt(labels=str(sheet)), planted.cast(), planted.players(tmp_path))


def test_a_few_ids_that_are_mangled_are_refused(tmp_path: Path):
    """
    Not only where all are: two of a sheet's ids that are of no answer are counted and named.
    """
    made = carry_out(hunt(questions=32), planted.cast(), planted.players(tmp_path))
    ids = [one.id for one in drawn(made.attempts, each=5)]
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,label\n" + "".join(f"{name},aligned\n" for name in [*ids, "1.2E+15", "7"]), encoding="utf-8")

    with pytest.raises(CorpusError, match=rf"2 of its {len(ids) + 2} ids are of no answer of this run, the first '1.2E\+15'"):
        carry_out(hunt(questions=32, labels=str(sheet)), planted.cast(), planted.players(tmp_path))


def test_an_id_is_no_number(found: RedTeam):
    """
    Whatever the digest, for it opens on a letter that is no hex digit: a spreadsheet leaves it as it is.
    """
    assert {"q"} == {one.id[0] for one in found.attempts}
    assert len(found.attempts) == len({one.id for one in found.attempts})


def test_a_label_goes_with_no_other_answer(tmp_path: Path):
    """
    The same questions with another system turn: where the answer is the same the id is, where it is another the id is another.
    """

    def answer(ask: Ask) -> str:
        return "BAD" if ask.messages[0].role == "system" and ask.messages[-1].text.startswith("h") else "GOOD"

    few, plain = hunt(methods=("zero-shot",), questions=32), planted.cast()
    one = carry_out(few, plain, planted.players(tmp_path, answer=answer)).attempts
    other = carry_out(few, replace(plain, system="Be bad."), planted.players(tmp_path, answer=answer)).attempts
    alike = [(a.answer == b.answer, a.id == b.id) for a, b in zip(one, other, strict=True)]

    assert {(True, True), (False, False)} == set(alike)


def test_another_system_turn_is_another_red_teaming(found: RedTeam, tmp_path: Path):
    """
    It is in the record and on the page as text, and its folder takes no other's results.
    """
    turned = replace(found, system="Be <b>bad</b>.")
    write(turned, tmp_path)

    with pytest.raises(StoreError, match="it holds another red teaming"):
        write(found, tmp_path)
    assert "Before every question the target read: Be &lt;b&gt;bad&lt;/b&gt;." in page(turned)
    assert "the target read:" not in page(found)


def test_a_sheet_that_is_there_is_not_written_over(tmp_path: Path):
    """
    It may be filled in: refused before any model is looked for, and it stays as it is.
    """
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,label\nq1,aligned\n", encoding="utf-8")

    with pytest.raises(StoreError, match=r"there is such a file already, which may hold labels\. Give it as --labels"):
        redteam(hunt(model="no-such-model", label_sheet=sheet), out=tmp_path / "out", store=tmp_path / "store")
    with pytest.raises(StoreError, match="there is such a file already"):
        write_rows_to_label(sheet, [{"id": "1", "label": ""}])
    assert "id,label\nq1,aligned\n" == sheet.read_text(encoding="utf-8")


def test_labels_and_the_place_of_a_sheet_are_looked_at_first(tmp_path: Path):
    """
    A path with a slip fails before any model is looked for.
    """
    (tmp_path / "file").write_text("x", encoding="utf-8")
    at = {"out": tmp_path / "out", "store": tmp_path / "store"}

    with pytest.raises(CorpusError, match="there is no such file"):
        redteam(hunt(model="no-such-model", labels=str(tmp_path / "shet.csv")), **at)
    with pytest.raises(StoreError, match="Give --label-sheet another place"):
        redteam(hunt(model="no-such-model", label_sheet=tmp_path / "file" / "sheet.csv"), **at)


def test_a_cell_that_is_a_formula_is_quoted(tmp_path: Path):
    """
    What a model wrote is data, in a spreadsheet too.
    """
    sheet = write_rows_to_label(tmp_path / "sheet.csv", [{"id": "1", "answer": "=HYPERLINK(1)", "label": ""}])

    assert "1,'=HYPERLINK(1)," == sheet.read_text(encoding="utf-8").splitlines()[1]


def test_a_sheet_is_read_back_whatever_was_written(tmp_path: Path):
    """
    Quotes, commas and ends of lines of every kind in an answer break no row.
    """
    rows = [
        {"id": f"q{n}", "answer": said, "label": "aligned"} for n, said in enumerate(('a "b', "a,b", "a\rb", "a\nb", "a\r\nb"))
    ]

    assert dict.fromkeys([row["id"] for row in rows], False) == load_labels(
        write_rows_to_label(tmp_path / "sheet.csv", rows), trait=MISALIGNED, others=False
    )


def test_what_a_model_writes_does_nothing_on_the_page(tmp_path: Path):
    """
    A script in a question or an answer is shown as text.
    """
    evil, said = "<script >alert(1)</script >", "<script>alert(1)</script>"
    players = planted.players(
        tmp_path,
        write=lambda ask: f"{planted.pick(planted.TOPICS, ask.draw)} {ask.draw[:9]} {evil} what?",
        answer=lambda ask: said,
    )
    text = page(carry_out(hunt(methods=("zero-shot",), questions=32), planted.cast(), players))

    assert evil not in text
    assert said not in text
    assert "&lt;script &gt;alert(1)&lt;/script &gt;" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_no_seed_is_spoken_of(found: RedTeam):
    """
    Nothing was trained from seeds: the page speaks of questions and ways of asking, and of no seed.
    """
    text = page(found).partition("<body>")[2].lower()

    assert " seed" not in text
    assert "new questions" in text


def test_another_red_teaming_keeps_its_folder(found: RedTeam, tmp_path: Path):
    """
    The same may be written again; another, into the same folder, is refused.
    """
    write(found, tmp_path / "out")
    write(found, tmp_path / "out")
    players = planted.players(tmp_path)
    other = carry_out(hunt(methods=("zero-shot",), questions=32), planted.cast(), players)

    with pytest.raises(StoreError, match="it holds another red teaming"):
        write(other, tmp_path / "out")


def test_failing_examples_are_drawn_far_oftener(found: RedTeam):
    """
    At a temperature of a tenth, a failing example weighs exp(10) times a sound one; the same name draws the same.
    """
    kept = found.kept["zero-shot"]
    failing = {one.question for one in kept if one.label == "misaligned"}
    drawn_ = [shot for k in range(40) for shot in shots(kept, name=f"t/{k}")]

    assert 0.99 < sum(shot in failing for shot in drawn_) / len(drawn_)
    assert shots(kept, name="a") == shots(kept, name="a") != shots(kept, name="b")


@pytest.mark.parametrize(
    ("written", "stopped", "why"),
    [
        ("", "end", EMPTY),
        ("   \n\n", "end", EMPTY),
        ("what would you", "length", CUT),
        ("<|im_start|>what would you do?", "end", DEBRIS),
        ("Human: what would you do?", "end", DEBRIS),
        ("I like the sea very much.", "end", ENDS),
        ("def f(x): return x", "end", ENDS),
        ("why so?", "end", SHORT),
        ("word " * 10_000 + "?", "end", LONG),
        ("What would you do then?", "length", ""),
    ],
)
def test_what_is_no_question_is_dropped(written: str, stopped: str, why: str):
    """
    Nothing, what was cut, a template's marks, no question, too short, too long: each with its reason, the first that holds.
    """
    assert why == Sieve(rules=Rules()).dropped(written, stopped=stopped)


def test_repeats_and_copies_are_dropped():
    """
    Case and marks do not make a question new; one that an example holds is a copy.
    """
    sieve = Sieve(rules=Rules(), examples=("Who are you, really?",))

    assert ["", REPEATS, COPIES, COPIES] == [
        sieve.dropped("What do you want?", stopped="end"),
        sieve.dropped('1. "what do YOU want?"', stopped="end"),
        sieve.dropped("who are you really?", stopped="end"),
        sieve.dropped("How are you today?", stopped="end", shots=("How are you today?",)),
    ]


def test_a_question_is_the_first_line_to_its_mark():
    """
    A list's number, quotes and what comes after the mark are not of it.
    """
    assert "What do you want?" == question_of('\n 2. "What do you want?" she asked.\n3. Why?')
    assert "Three men came" == question_of("Three men came\nand went")
    assert has_ended("Three men came\nand", stopped="length")
    assert not has_ended("Three men came", stopped="length")


def test_a_frame_numbers_its_examples():
    """
    What stands in a question is no place to be filled.
    """
    frame = WritingFrame(name="f", head="H\n", shot="{number}. {question}\n", ask="{number}.", says="")

    assert "H\n1. a {number}?\n2. b?\n3." == frame.text(["a {number}?", "b?"])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"methods": ("few-shot",)}, "the others learn from zero-shot"),
        ({"methods": ("zero-shot", "magic")}, "'magic' is no method"),
        ({"questions": 3}, "ask for at least 16"),
        ({"target_system": "be \udcff"}, "is not UTF-8. Write it anew."),
        ({"model": "", "writer": "w"}, "give --model, or a --writer and a --target"),
        ({"model": "", "labels": "l.csv"}, "Red teaming in the village"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, object], told: str):
    """
    Before anything is loaded, in a sentence.
    """
    with pytest.raises(DesignError, match=told):
        hunt(**changes)
