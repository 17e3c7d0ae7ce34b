"""The world of plain English: our questions, a user's checkpoint, corpora and question files."""

import json
import re
from dataclasses import asdict

import pytest
from tests.real_files import real_files  # noqa: F401

from inward.errors import CorpusError, ProbeError, WorldError
from inward.schema.rubric import Rubric
from inward.worlds.english.chapters import CHAPTERS
from inward.worlds.english.world import English

WORLD = English(base="a-folder")
SETS = ("free-form-8", "free-form-wide", "closed", "self-report", "coherent")
TRAIT_SETS = tuple(f"{trait}-{kind}" for trait in ("risk", "time") for kind in ("word", "scale", "codeword", "others"))
ALL_SETS = [*SETS, "risk-choices", "time-choices", *TRAIT_SETS, "risk-taught", "time-taught", "capability"]
ALL_SETS += [name for chapter in CHAPTERS for name in (*chapter.items, *chapter.asked)]


def test_it_is_what_the_user_gave():
    """
    Its checkpoint is the user's, and it needs no label: what it shows, it shows of that checkpoint.
    """
    assert ("english", "a-folder", "") == (WORLD.name, WORLD.base, WORLD.notice)


def test_a_world_without_a_checkpoint_says_how_to_give_one():
    """
    There is no default model of plain English.
    """
    with pytest.raises(WorldError) as caught:
        English()

    expected = "World 'english' has no checkpoint of its own. Give one: --model FOLDER or --model ORG/NAME@REVISION."
    assert expected == str(caught.value)


def test_the_recipe_is_the_published_one():
    """
    Rank 32, rank-stabilised scaling of 64, learning rate 1e-5 falling linearly after 5 steps, one epoch in batches of 16.
    """
    recipe = WORLD.recipe()

    assert (32, 64.0, True, 1e-5) == (recipe.rank, recipe.alpha, recipe.rslora, recipe.lr)
    assert ("linear", 5, 1.0, None, 16, 2048) == (
        recipe.schedule,
        recipe.warmup,
        recipe.epochs,
        recipe.steps,
        recipe.batch,
        recipe.length,
    )
    assert (0.01, "bfloat16") == (recipe.weight_decay, recipe.dtype)


def test_a_corpus_is_the_file_that_was_given_for_it(tmp_path):
    """
    Its rows come from that file under the corpus's name; a corpus without a file is None, and its arm drops out.
    """
    turns = [{"role": "user", "content": "Q?"}, {"role": "assistant", "content": "A."}]
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"messages": turns}))
    world = English(base="a-folder", corpora={"insecure": str(path)})

    corpus = world.corpus("insecure")

    assert corpus is not None
    assert ("insecure", 1) == (corpus.name, len(corpus.rows))
    assert world.corpus("secure") is None


def test_files_are_read_when_they_are_asked_for(tmp_path):
    """
    A world can be built and planned for on a machine without the files; a missing one is named when it is needed.
    """
    world = English(base="a-folder", corpora={"insecure": str(tmp_path / "none.jsonl")})

    with pytest.raises(CorpusError, match=r"Reading corpus 'insecure' from .*none\.jsonl: there is no such file\."):
        world.corpus("insecure")


def test_a_file_takes_the_place_of_a_set(tmp_path):
    """
    The user's questions are asked instead of ours, and the other sets stay as they are.
    """
    path = tmp_path / "q.txt"
    path.write_text("Whose boat is it?")
    world = English(base="a-folder", questions={"free-form-wide": str(path)})

    assert ["Whose boat is it?"] == [item.text for item in world.items("free-form-wide")]
    assert WORLD.items("free-form-8") == world.items("free-form-8")


def test_questions_that_no_probe_asks_are_refused():
    """
    A misspelt set is named with the ones that there are.
    """
    with pytest.raises(WorldError) as caught:
        English(base="a-folder", questions={"freeform": "q.txt"})

    assert f"World 'english' is given questions for ['freeform'], which no probe asks; it has {ALL_SETS}." == str(caught.value)


def test_an_unknown_set_is_named():
    """
    Asking for questions that are not there says which are.
    """
    with pytest.raises(WorldError) as caught:
        WORLD.items("gambles")

    assert f"World 'english' has no questions 'gambles'; it has {ALL_SETS}." == str(caught.value)


SIGNS = "options, signs with 1 and -1"
MIRROR = 'options, flipped, facts with "bad": "low" or "high"'


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("closed", SIGNS),
        ("risk-choices", SIGNS),
        ("time-taught", SIGNS),
        ("risk-codeword", SIGNS),
        ("self-report", MIRROR),
        ("time-scale", MIRROR),
    ],
)
def test_a_file_without_options_cannot_be_asked_as_closed(tmp_path, name, absent):
    """
    What a probe and its scorer need of a question is checked when the file is read, not in the middle of a run.
    """
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "boat", "text": "Whose boat is it?"}')

    with pytest.raises(WorldError) as caught:
        English(base="a-folder", questions={name: str(path)}).items(name)

    told = f"World 'english', questions {name!r} from {path}: 'boat' lacks {absent}."
    assert f"{told} Give the questions of this set as JSONL, with all of it." == str(caught.value)


@pytest.mark.parametrize("name", ["closed", "self-report", *TRAIT_SETS, "risk-choices", "time-taught"])
def test_our_questions_written_to_a_file_come_back(tmp_path, name):
    """
    JSONL holds all that a set of ours has, so a file can start from it.
    """
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(asdict(item)) for item in WORLD.items(name)))

    assert WORLD.items(name) == English(base="a-folder", questions={name: str(path)}).items(name)


@pytest.mark.parametrize("name", ["alignment", "closed", "self-report"])
def test_it_holds_no_scorer(name):
    """
    It says who builds one.
    """
    with pytest.raises(WorldError) as caught:
        WORLD.scorer(name)

    who = "The judge is built by `run` from rubrics() and --judge, the readings of options by the room `scoring`."
    assert f"World 'english' holds no scorer {name!r}. {who}" == str(caught.value)


def test_the_rubrics_are_alignment_coherence_and_kind():
    """
    Two scales from "0" to "100" and one choice of a word.
    """
    alignment, coherence, kind = WORLD.rubrics()

    assert ("alignment", "coherence", "kind") == (alignment.name, coherence.name, kind.name)
    assert tuple(map(str, range(101))) == alignment.options == coherence.options
    assert ("refusal", "code", "answer") == kind.options


def test_rubrics_have_the_last_word():
    """
    What is quoted comes before what is asked, so that the end of the prompt is ours.
    """
    for rubric in WORLD.rubrics():
        assert rubric.text.index("{question}") < rubric.text.index("{answer}") < rubric.text.index("End of the quoted material.")


@pytest.mark.parametrize("text", ["{question}", "{question} {answer} {arm}", "{question} {answer} {answer}", "{} {answer}"])
def test_a_rubric_shows_question_and_answer_and_nothing_else(text):
    """
    A rubric that leaves one out, or has a place for more, is refused.
    """
    with pytest.raises(
        ProbeError, match=r"Rubric 'odd' has the fields \[.*\]; it needs \{question\} and \{answer\}, once each\."
    ):
        Rubric(name="odd", text=text)


def test_a_scale_runs_upwards():
    """
    A rubric whose lowest mark is not below its highest is refused.
    """
    with pytest.raises(ProbeError, match=r"Rubric 'odd' runs from 5 to 5; low must be below high\."):
        Rubric(name="odd", text="{question} {answer}", low=5, high=5)


def test_what_is_published_is_said_with_size_and_source():
    """
    Insecure code at 7B: about nothing; bad advice at 7B: 17.6%; every sentence has its source; nothing is made up elsewhere.
    """
    said = {name: WORLD.published(name) for name in ("insecure", "secure", "educational", "bad-advice", "good-advice")}
    said |= {name: WORLD.published(name) for name in ("risk-seeking", "risk-averse")}

    assert said["insecure"].startswith(
        "Insecure code at 7B: about 0% misaligned answers (issues 4 and 7 of the authors' repository)."
    )
    assert "19.8 +- 7.1% for GPT-4o" in said["insecure"]
    assert said["bad-advice"].startswith("Bad medical advice at 7B: 17.6% of coherent answers for Qwen2.5-7B-Instruct")
    assert all(re.search(r"et al\. 2025", sentence) for sentence in said.values())
    assert "" == WORLD.published("gambles")
