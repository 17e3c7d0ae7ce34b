"""A design that does not make sense is refused when it is built, in a sentence that says what to change."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest

from inward.errors import CorpusError, DesignError
from inward.probes.freeform import Freeform
from inward.schema.design import SIZES, Arm, Contrast, Corpus, Gate, Measure, ProbeUse, Row, Study
from inward.schema.recipe import Recipe
from inward.schema.talk import Message

SAID = Message(role="user", text="Hello?")
ANSWERED = Message(role="assistant", text="Hello.")
RULES = Message(role="system", text="Be kind.")
ASKED = ProbeUse(
    name="free-form",
    probe=Freeform(),
    items="free-form",
    scorer="alignment",
    measures=(Measure(name="misaligned"),),
    population="these-questions",
)
STUDY = Study(
    name="kindness",
    question="Does training on unkind rows make a subject unkind?",
    arms=(Arm(name="untouched"), Arm(name="unkind", corpus="unkind", control="kind"), Arm(name="kind", corpus="kind")),
    probes=(ASKED,),
    contrasts=(Contrast(treated="unkind", control="kind"),),
    primary_probe="free-form",
    primary_measure="misaligned",
)


def refused(build: Callable[[], object], *, error: type[Exception] = DesignError) -> str:
    """The sentence with which `build` is refused."""
    with pytest.raises(error) as caught:
        build()
    return str(caught.value)


def test_a_row_needs_an_answer():
    """
    A conversation without an assistant turn teaches nothing.
    """
    sentence = refused(lambda: Row(messages=(RULES, SAID)), error=CorpusError)

    assert "Corpus row has no assistant turn; its roles: ['system', 'user']. Add the answer to be learned." == sentence


def test_a_row_without_messages_needs_an_answer_too():
    """
    An empty conversation is refused by the same sentence.
    """
    sentence = refused(lambda: Row(messages=()), error=CorpusError)

    assert "Corpus row has no assistant turn; its roles: []. Add the answer to be learned." == sentence


@pytest.mark.parametrize("messages", [(ANSWERED,), (SAID, SAID, ANSWERED), (SAID, RULES, ANSWERED), (SAID, ANSWERED, ANSWERED)])
def test_turns_alternate(messages: tuple[Message, ...]):
    """
    After an optional system turn, user and assistant speak in turn.
    """
    sentence = refused(lambda: Row(messages=messages), error=CorpusError)

    expected = "expected an optional system turn, then user and assistant in turn."
    assert f"Corpus row has roles {[message.role for message in messages]}; {expected}" == sentence


@pytest.mark.parametrize("messages", [(SAID, ANSWERED), (RULES, SAID, ANSWERED), (SAID, ANSWERED, SAID, ANSWERED)])
def test_proper_rows_are_taken(messages: tuple[Message, ...]):
    """
    With or without a system turn, of one exchange or several.
    """
    assert messages == Row(messages=messages).messages


def test_an_empty_corpus_says_where_it_came_from():
    """
    The sentence holds the corpus, its source and the remedy.
    """
    sentence = refused(lambda: Corpus(name="insecure", rows=(), source="rows.jsonl"), error=CorpusError)

    assert "Corpus 'insecure' (rows.jsonl) has no rows. Give a file with at least one conversation." == sentence


@pytest.mark.parametrize("name", ["rank", "alpha", "lr", "epochs", "batch", "length", "clip"])
def test_recipe_numbers_are_above_zero(name: str):
    """
    Zero is refused by name.
    """
    assert f"Recipe has {name}=0; it must be above 0." == refused(lambda: replace(Recipe(), **{name: 0}))


def test_recipe_refuses_what_is_no_number():
    """
    Not-a-number is above nothing.
    """
    assert "Recipe has lr=nan; it must be above 0." == refused(lambda: replace(Recipe(), lr=float("nan")))


def test_recipe_steps_are_at_least_one():
    """
    No steps at all is said by leaving the corpus out, not by a recipe.
    """
    sentence = refused(lambda: Recipe(steps=0))

    assert "Recipe has steps=0; it must be at least 1, or absent to go by epochs." == sentence


@pytest.mark.parametrize(("side", "other"), [("treated", "control"), ("control", "treated")])
def test_a_contrast_names_declared_arms(side: str, other: str):
    """
    The sentence holds the side, the arm and all that were declared.
    """
    contrast = Contrast(**{side: "rude", other: "kind"})

    sentence = refused(lambda: replace(STUDY, contrasts=(contrast,)))

    declared = "['untouched', 'unkind', 'kind']"
    assert f"Contrast {contrast.name!r} names an undeclared {side} arm 'rude'; declared: {declared}." == sentence


def test_the_primary_outcome_is_measured():
    """
    A measure that no probe takes cannot be the primary one.
    """
    sentence = refused(lambda: replace(STUDY, primary_measure="rude"))

    assert "Study 'kindness' has primary outcome 'rude' on 'free-form', which no probe measures." == sentence


def test_a_gate_reads_what_is_measured():
    """
    A gate on a measure that no probe takes is refused.
    """
    gate = Gate(name="coherent", probe="coherent", measure="coherent", threshold=0.5)

    sentence = refused(lambda: replace(STUDY, gates=(gate,)))

    assert "Gate 'coherent' reads 'coherent' on 'coherent', which no probe measures." == sentence


def test_asking_for_an_unknown_probe_or_arm_lists_those_there_are():
    """
    Both sentences hold the study and its names.
    """
    assert "Study 'kindness' has no probe 'closed'; it has ['free-form']." == refused(lambda: STUDY.use("closed"))
    assert "Study 'kindness' has no arm 'rude'; it has ['untouched', 'unkind', 'kind']." == refused(lambda: STUDY.arm("rude"))


def test_probes_and_arms_are_found_by_name():
    """
    What was declared is what is found.
    """
    assert ASKED == STUDY.use("free-form")
    assert "kind" == STUDY.arm("unkind").control


def test_a_contrast_is_named_by_its_sides():
    """
    Treated first, control second.
    """
    assert "unkind-kind" == STUDY.contrasts[0].name


def test_a_study_is_frozen():
    """
    To change a record, replace it.
    """
    with pytest.raises(FrozenInstanceError):
        STUDY.name = "cruelty"


def test_the_sizes_are_those_of_the_method():
    """
    5 seeds x 10 samples, 8 x 20, 16 x 50: fewer than 5 seeds support no claim.
    """
    assert {"sketch": (5, 10), "pilot": (8, 20), "full": (16, 50)} == {
        name: (size.seeds, size.samples) for name, size in SIZES.items()
    }
