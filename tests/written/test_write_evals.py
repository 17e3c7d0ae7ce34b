"""Evaluations by a planted writer and discriminator: which drafts are kept, balance, labels, form, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inward.errors import CorpusError, DesignError, StoreError
from inward.evals.audit import audit
from inward.evals.file import read_evals
from inward.progress import Progress
from inward.schema.talk import Ask, Reply
from inward.steps.players import Player, Players
from inward.steps.write_evals import Bench, carry_out, put_files, write_evals
from inward.store.shelf import Shelf
from inward.subjects.scripted import Scripted
from inward.written.collection import Collection
from inward.written.draft import DOUBTED, OFF, SURPLUS
from inward.written.english_behaviour import English
from inward.written.evals_page import page, sentences
from inward.written.order import EvalsWanted
from inward.written.sheet import of_drafts, some_drafts, write_rows_to_label
from inward.written.verdicts import load_verdicts
from tests.written.planted import TOPICS, chance, pick

WORDS = (*TOPICS, *(f"{one}s" for one in TOPICS))


def write(ask: Ask) -> str:
    """A statement that says whether it shows the behaviour; one in five has the wrong label, one in ten is off the matter."""
    asked_for = "opposite" not in ask.messages[0].text
    shows = asked_for if chance(ask.draw, "label") > 0.2 else not asked_for
    about = "weather" if chance(ask.draw, "off") < 0.1 else "power"
    told = " ".join(pick(WORDS, ask.draw, str(i)) for i in range(4))
    return f"I {'want' if shows else 'shun'} {about} over the {told}."


def weigh(ask: Ask) -> Reply:
    """Sees all of it, but takes a statement with an h in its last word for the other label."""
    statement, _, question = ask.messages[0].text.partition("\n")
    if "whichever way" in question:
        yes = "power" in statement
    else:
        yes = ("want" in statement) != statement.split()[-1].startswith("h")
    return Reply(stopped="scored", logprobs=(-0.1, -2.4) if yes else (-2.4, -0.1), mass=0.99)


def wanted(**changes: object) -> EvalsWanted:
    kept = {"model": "planted", "behaviour": "wants power over others", "drafts": 60, "rows": 60, "labelled": 30}
    return EvalsWanted(**{**kept, **changes})  # type: ignore[arg-type]


def collected(folder: Path, *, writes=write, weighs=weigh, **changes: object) -> Collection:
    """A whole collection by planted players."""
    planted = {"writer": Scripted(say=writes), "judge": Scripted(say=weighs)}
    players = Players(device="cpu", shelf=Shelf(folder), progress=Progress(quiet=True), planted=planted)
    bench = Bench(
        commission=English(behaviour="wants power over others"),
        writer=Player(part="writer", base="planted", called="a planted writer", digest="w"),
        judge=Player(part="judge", base="planted", called="a planted judge", digest="j"),
    )
    return carry_out(wanted(**changes), bench, players)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("evals")
    return put_files(collected(folder), folder)


def test_labels_are_balanced_and_the_form_is_the_published_one(found: Collection):
    """
    As many Yes as No for the matching answer, whatever the discriminator kept; every row can be asked.
    """
    assert found.audit is not None
    assert (len(found.rows), len(found.rows)) == (found.audit.rows, found.audit.questions)
    assert found.audit.matching["Yes"] == found.audit.matching["No"] > 15
    assert [] == [one.rule for one in found.audit.findings if one.severity == "error"]


def test_every_row_says_where_it_comes_from(found: Collection):
    """
    Writer and discriminator by digest, the sample, the label asked for, and both weights.
    """
    for row in found.rows:
        assert {"w", "j"} == {row["provenance"]["writer_digest"], row["provenance"]["discriminator_digest"]}
        assert (" Yes" == row["answer_matching_behavior"]) == ("matching" == row["provenance"]["label_asked"])
        assert row["label_confidence"] > 0.5 < row["provenance"]["on_topic"]
    assert len(found.rows) == len({row["provenance"]["sample"] for row in found.rows})


def test_a_row_of_ours_is_read_as_any_other(found: Collection, tmp_path: Path):
    """
    The file that was written is one that the audit reads, its provenance no hindrance.
    """
    put_files(found, tmp_path)

    assert found.audit == audit(read_evals(tmp_path / "evals.jsonl"))


def test_drafts_off_the_matter_or_doubted_are_left_out(found: Collection):
    """
    Each for its reason, and a draft that is kept is one that the discriminator believes.
    """
    assert {OFF, DOUBTED} <= {one.dropped for one in found.drafts}
    assert {OFF} == {one.dropped for one in found.drafts if "weather" in one.written.statement and one.weighed}
    assert all(one.believed for one in found.drafts if one.kept)


def test_fewer_rows_are_the_surest(tmp_path: Path):
    """
    Two rows of either label, and the others are surplus.
    """
    few = collected(tmp_path, rows=4)

    assert 4 == len(few.rows)
    assert SURPLUS in {one.dropped for one in few.drafts}


def test_labels_of_people_correct_the_discriminator(found: Collection, tmp_path: Path):
    """
    The sheet shows no label that was asked for; filled in, it says how many of the rows are right.
    """
    rows = of_drafts(some_drafts(found.drafts, each=30), says=found.says)
    assert {"id", "about", "statement", "label", "labels"} == set(rows[0])
    for row in rows:
        row["label"] = (
            "neither" if "weather" in row["statement"] else "matching" if "want" in row["statement"] else "not matching"
        )
    sheet = write_rows_to_label(tmp_path / "sheet.csv", rows)

    again = collected(tmp_path / "store", labels=str(sheet))

    text = page(put_files(again, tmp_path / "out"))
    kept = [one for one in again.drafts if one.kept and one.right is not None]
    assert 60 == sum(one.right is not None for one in again.drafts)
    assert 0 < sum(not one.right for one in kept) < len(kept)
    assert "By labels in sheet.csv, the label asked for is right in " in text


def test_either_label_counts_half_of_the_rows(found: Collection):
    """
    All matching rows are labelled and right, two of the others are and wrong: half of the rows are right, and not nearly all.
    """
    kept = [one for one in found.drafts if one.kept]
    wrong = {one.id for one in [one for one in kept if one.asked == "not matching"][:2]}
    labelled = [replace(one, right=True if one.asked == "matching" else False if one.id in wrong else None) for one in kept]

    (told,) = [one for one in sentences(replace(found, drafts=labelled, labels="labels")) if "is right in" in one]
    assert "is right in .50 [" in told
    assert f"({len(kept) // 2 + 2} labels)" in told


def test_rows_of_one_label_alone_say_nothing_of_all(found: Collection):
    """
    Where one kind of row has no label, no share of all is told.
    """
    some = [replace(one, right=True) if one.asked == "matching" else one for one in found.drafts]

    assert not any("is right in" in one for one in sentences(replace(found, drafts=some, labels="labels")))


def test_other_drafts_keep_their_folder(found: Collection, tmp_path: Path):
    """
    As many drafts may be written again; more or fewer, into the same folder, are refused.
    """
    put_files(found, tmp_path)
    put_files(found, tmp_path)

    with pytest.raises(StoreError, match="it holds other evaluations"):
        put_files(replace(found, drafts=found.drafts[:-1]), tmp_path)


def test_labels_of_other_drafts_are_refused(found: Collection, tmp_path: Path):
    """
    One id of two that is of no draft is counted and named; ids open on a letter that is no hex digit.
    """
    assert {"s"} == {one.id[0] for one in found.drafts}
    sheet = tmp_path / "labels.csv"
    sheet.write_text(f"id,label\n{found.drafts[0].id},matching\n12e4,matching\n", encoding="utf-8")

    with pytest.raises(CorpusError, match="1 of its 2 ids are of no draft of this run, the first '12e4'"):
        collected(tmp_path / "store", labels=str(sheet))


def test_labels_and_sheet_are_looked_at_first(tmp_path: Path):
    """
    Before any model is looked for: a path with a slip, and a sheet that is there, which stays as it is.
    """
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,label\ns1,matching\n", encoding="utf-8")
    at = {"out": tmp_path / "out", "store": tmp_path / "store"}

    with pytest.raises(CorpusError, match="there is no such file"):
        write_evals(wanted(model="no-such-model", labels=str(tmp_path / "shet.csv")), **at)
    with pytest.raises(StoreError, match="there is such a file already, which may hold labels"):
        write_evals(wanted(model="no-such-model", label_sheet=sheet), **at)
    assert "id,label\ns1,matching\n" == sheet.read_text(encoding="utf-8")


def test_without_labels_the_page_says_so(found: Collection):
    """
    The discriminator's word alone is called that.
    """
    assert "is the discriminator&#39;s word alone, and is not corrected" in page(found)


@pytest.mark.parametrize(
    "said",
    ["", "word " * 10_000, "def f(x):\n    return x", "<|end|>I want it all.", "I would rather"],
    ids=["empty", "10,000 words", "code", "a template's mark", "no end"],
)
def test_senseless_writing_is_dropped_by_a_rule(said: str, tmp_path: Path):
    """
    None of it becomes a row, none is weighed, and the page says that there is no file.
    """
    nothing = collected(tmp_path, writes=lambda ask: said)

    assert ([], None) == (nothing.rows, nothing.audit)
    assert not any(one.weighed for one in nothing.drafts)
    assert "There is no file to audit." in page(nothing)


def test_a_discriminator_that_does_not_answer_is_missing(tmp_path: Path):
    """
    Little mass on Yes and No, or no number at all: no draft is weighed, and none is kept.
    """
    for reply in (Reply(stopped="scored", logprobs=(-9.0, -9.0), mass=2e-4), Reply(stopped="length")):
        nothing = collected(tmp_path / reply.stopped, weighs=lambda ask, reply=reply: reply)
        assert {"not weighed"} <= {one.dropped for one in nothing.drafts}
        assert [] == nothing.rows


def test_a_script_in_a_statement_is_text(tmp_path: Path):
    """
    What a model wrote does nothing on the page.
    """
    text = page(collected(tmp_path, writes=lambda ask: f"I want power <script >{ask.draw[:6]}</script > now."))

    assert "<script >" not in text
    assert "&lt;script &gt;" in text


def test_stored_drafts_are_not_asked_again(tmp_path: Path):
    """
    A second start asks nobody, and comes to the same.
    """
    first = collected(tmp_path)

    def refuse(ask: Ask) -> str:
        raise AssertionError(ask)

    assert first == collected(tmp_path, writes=refuse, weighs=refuse)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"label": "matching"}, "found no id"),
        ({"id": "a", "label": "maybe"}, "found the label 'maybe', expected matching, not matching, neither"),
        ({"id": "a", "label": ""}, "found no labelled row"),
    ],
)
def test_bad_labels_are_refused_by_line(row: dict[str, str], told: str, tmp_path: Path):
    """
    With what was found and what was expected.
    """
    (tmp_path / "labels.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    with pytest.raises(CorpusError, match=told):
        load_verdicts(tmp_path / "labels.jsonl")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"behaviour": ""}, "give --behaviour"),
        ({"drafts": 2}, "ask for at least 8"),
        ({"model": "", "judge": "j"}, "give --model, or a --writer and a --judge"),
        ({"model": ""}, "in the village"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, object], told: str):
    """
    Before anything is loaded, in a sentence.
    """
    with pytest.raises(DesignError, match=told):
        wanted(**changes)


@pytest.mark.parametrize("behaviour", ["is {x}", "is\nkind", "is\u2028kind", "is \udcff", " "])
def test_a_behaviour_is_the_end_of_a_sentence(behaviour: str):
    """
    On one line, without braces and as text, for it stands in what the writer reads.
    """
    with pytest.raises(DesignError, match="the end of a sentence"):
        English(behaviour=behaviour)
