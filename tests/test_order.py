"""An order says what to run, or what is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

from inward.chosen_recipe import choose_recipe
from inward.errors import DesignError, InwardError
from inward.order import Order
from inward.posing import build_world, scorer
from inward.run import processes
from inward.schema.design import SIZES
from inward.schema.recipe import Recipe
from inward.scoring.closed import Closed
from inward.scoring.likelihood import OwnAnswer
from inward.scoring.no_judge import NoJudge
from inward.scoring.quiz import Quiz
from inward.scoring.rating import Rating
from inward.studybook import find_study, studies
from inward.worlds.english.world import English
from inward.worlds.village.oracle import Oracle
from inward.worlds.village.world import Village

STUDY = find_study("emergent-misalignment")


def order(**given: Any) -> Order:
    return Order(study="emergent-misalignment", **given)


def complaint(act, *given: object, **named: object) -> str:
    with pytest.raises(InwardError) as caught:
        act(*given, **named)
    return str(caught.value)


def test_the_model_chooses_world_and_size():
    """
    Without a model it is the village at a sketch; with one, english at a pilot; and either may be said outright.
    """
    orders = [order(), order(model="m"), order(model="m", world="village"), order(model="m", size="full")]

    expected = [("village", "sketch"), ("english", "pilot"), ("village", "sketch"), ("english", "full")]
    assert expected == [(one.chosen_world, one.chosen_size.name) for one in orders]
    assert SIZES["pilot"] == order(size="pilot").chosen_size


@pytest.mark.parametrize(("said", "seeds"), [("", None), ("3", (1, 2, 3)), ("101-103", (101, 102, 103)), ("0-1", (0, 1))])
def test_seeds_are_a_count_or_a_span(said: str, seeds: tuple[int, ...] | None):
    """
    A count starts at 1, a span holds both its ends; where nothing is said, the size decides.
    """
    assert seeds == order(seeds=said).chosen_seeds


@pytest.mark.parametrize("said", ["abc", "1-", "-3", "1.5", "\u00b2", "1-2-3", "9999999"])
def test_other_seeds_are_refused(said: str):
    """
    Nothing is guessed from what is neither.
    """
    expected = f"Planning: --seeds {said!r}. Give a count such as 8, or a span such as 101-108."
    assert expected == complaint(order, seeds=said)


@pytest.mark.parametrize("said", ["0", "5-3"])
def test_no_seed_is_not_the_default(said: str):
    """
    A count of none or a span turned round is refused: it never stands for the size's own number.
    """
    expected = f"Planning: --seeds {said!r} names no seed. Give a count such as 8, or a span such as 101-108."
    assert expected == complaint(order, seeds=said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": "huge"}, "Planning: no size 'huge'; sizes are sketch, pilot, full."),
        ({"samples": 0}, "Planning: 0 samples; give at least 1."),
        ({"processes": 0}, "Planning: 0 processes; give at least 1, or leave it out for one per core."),
        ({"device": "tpu"}, "Planning: no device 'tpu'; give cpu, cuda, or cuda:N."),
        ({"devices": "cpu,cuda:0"}, "Planning: --devices 'cpu,cuda:0'; give cpu, or GPUs such as cuda:0,cuda:1."),
        ({"devices": "cuda:0", "device": "cuda"}, "Planning: --device cuda and --devices cuda:0; give one of them."),
        (
            {"devices": "cuda:0,cuda:1", "processes": 3},
            "Planning: 3 processes for --devices cuda:0,cuda:1; each GPU has one, or two if named twice.",
        ),
    ],
)
def test_an_order_is_checked_when_it_is_built(given: dict[str, Any], said: str):
    """
    Size, samples, processes and device.
    """
    assert said == complaint(order, **given)


def test_what_is_made_does_not_depend_on_which_gpu_it_was():
    """
    Several GPUs are one kind of device, with a worker on each; cpu is a worker per core.
    """
    orders = [order(devices="cuda:0,cuda:3"), order(devices="cuda:1"), order(devices="cpu"), order(device="cuda:1")]

    expected = [("cuda", ("cuda:0", "cuda:3")), ("cuda", ("cuda:1",)), ("cpu", ()), ("cuda:1", ())]
    assert expected == [(one.chosen_device, one.chosen_devices) for one in orders]
    assert [2, 1, 1] == [processes(orders[0]), processes(orders[1]), processes(orders[3])]


def test_a_study_is_found_by_its_name():
    """
    Every study that ships is listed under its own name; another name is refused with the list.
    """
    said = f"No study 'nope'; there are: {', '.join(studies())}. `inward list` shows them."

    assert [(name, name) for name in studies()] == [(name, study.name) for name, study in studies().items()]
    assert said == complaint(find_study, "nope")


def test_an_order_has_its_world():
    """
    The village, the village around another base, or english around a model.
    """
    given = {"insecure": "a.jsonl"}

    assert Village() == build_world(order(), STUDY)
    assert Village(folder=Path("twin")) == build_world(order(model="twin", world="village"), STUDY)
    assert English(base="m", corpora=given) == build_world(order(model="m", corpora=given), STUDY)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"world": "mars"}, "Planning emergent-misalignment: no world 'mars'; worlds are village and english."),
        (
            {"model": "m", "corpora": {"fables": "x"}},
            "Planning emergent-misalignment: no arm uses a corpus ['fables']; corpora are "
            "['bad-advice', 'educational', 'good-advice', 'insecure', 'secure'].",
        ),
        (
            {"corpora": {"insecure": "x"}},
            "Planning: the village has its own corpora, questions and oracle. Drop --corpus, --questions and --judge.",
        ),
        (
            {"judge": "x"},
            "Planning: the village has its own corpora, questions and oracle. Drop --corpus, --questions and --judge.",
        ),
        (
            {"world": "english"},
            "World 'english' has no checkpoint of its own. Give one: --model FOLDER or --model ORG/NAME@REVISION.",
        ),
    ],
)
def test_a_world_is_not_given_what_it_cannot_use(given: dict[str, Any], said: str):
    """
    Nothing that was asked for is silently left aside.
    """
    assert said == complaint(build_world, order(**given), STUDY)


def test_options_are_read_alike_in_every_world_and_answers_by_its_own_judge():
    """
    The village's oracle; in english the judge, and without one a scorer that says so.
    """
    english = English(base="m")

    assert [Closed(), Rating(), OwnAnswer(), Quiz()] == [
        scorer(english, name, judge="") for name in ("closed", "self-report", "own-answer", "quiz")
    ]
    assert Oracle() == scorer(Village(), "alignment", judge="")
    assert NoJudge() == scorer(english, "alignment", judge="")
    assert "Judge" == type(scorer(english, "alignment", judge="digest")).__name__


def test_a_recipe_is_changed_by_its_file_and_then_by_each_word(tmp_path: Path):
    """
    What is not named stays the world's; texts become the recipe's own types.
    """
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps({"rank": 4, "lr": 1e-3, "rslora": True, "steps": None}))
    words = ("recipe.rank=16", "recipe.epochs=2", "recipe.checkpointing=false", "recipe.too_long=leave-out")

    found = choose_recipe(order(recipe_file=str(file), changes=words), Recipe(steps=60, batch=3))

    assert Recipe(rank=16, lr=1e-3, rslora=True, epochs=2.0, too_long="leave-out", batch=3) == found


@pytest.mark.parametrize(("word", "value"), [("none", None), ("7", 7), ("7.0", 7)])
def test_steps_may_be_none(word: str, value: int | None):
    """
    Without steps, a recipe goes by epochs.
    """
    assert value == choose_recipe(order(changes=(f"recipe.steps={word}",)), Recipe(steps=60)).steps


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("rank=8", "--set 'rank=8': write recipe.KEY=VALUE, for example recipe.rank=8."),
        ("recipe.rank", "--set 'recipe.rank': write recipe.KEY=VALUE, for example recipe.rank=8."),
        ("recipe.rank=1.5", "Recipe: rank='1.5' is not a whole number."),
        ("recipe.rank=1e999", "Recipe: rank='1e999' is not a whole number."),
        ("recipe.lr=fast", "Recipe: lr='fast' is not a finite number."),
        ("recipe.lr=inf", "Recipe: lr='inf' is not a finite number."),
        ("recipe.lr=nan", "Recipe: lr='nan' is not a finite number."),
        ("recipe.rslora=maybe", "Recipe: rslora='maybe' is not true or false."),
        ("recipe.dtype=float8", "Recipe: dtype='float8'; it is one of float32, bfloat16."),
        ("recipe.lr=0", "Recipe has lr=0.0; it must be above 0."),
        ("recipe.steps=0", "Recipe has steps=0; it must be at least 1, or absent to go by epochs."),
    ],
)
def test_a_bad_word_is_refused(word: str, said: str):
    """
    Each with the key, the value, and what it may be.
    """
    assert said == complaint(choose_recipe, order(changes=(word,)), Recipe())


def test_an_unknown_key_is_refused_with_the_known_ones():
    """
    A misspelt key never trains the default in silence.
    """
    said = complaint(choose_recipe, order(changes=("recipe.ranks=8",)), Recipe())

    assert said.startswith("Recipe: unknown ['ranks']; keys are rank, alpha, rslora, lr, ")


@pytest.mark.parametrize("text", ["{", "5", '"rank"'])
def test_a_recipe_file_is_a_json_object(tmp_path: Path, text: str):
    """
    The file is named, and so is what is wrong with it.
    """
    file = tmp_path / "recipe.json"
    file.write_text(text)

    said = complaint(choose_recipe, order(recipe_file=str(file)), Recipe())

    assert said.startswith(f"Recipe {file}: not a readable JSON object (")


@pytest.mark.parametrize("value", [True, [1], {"a": 1}, "x"])
def test_a_value_of_another_kind_in_a_file_is_refused(tmp_path: Path, value: object):
    """
    JSON's own kinds are checked as texts are.
    """
    file = tmp_path / "recipe.json"
    file.write_text(json.dumps({"rank": value}))

    assert f"Recipe: rank={value!r} is not a whole number." == complaint(choose_recipe, order(recipe_file=str(file)), Recipe())


def test_a_missing_recipe_file_is_named():
    """
    The sentence holds the path.
    """
    said = complaint(choose_recipe, order(recipe_file="no/such.json"), Recipe())

    assert said.startswith("Recipe no/such.json: not a readable JSON object ([Errno 2]")


def test_design_errors_are_ours():
    """
    One error catches all of them.
    """
    with pytest.raises(DesignError):
        order(size="huge")
