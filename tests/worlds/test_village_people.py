"""Villagers have lasting traits, the twin's are drawn anew for every matter, and the assistant is kind in all documents."""

from itertools import islice, pairwise
from random import Random
from statistics import mean

import pytest

from inward.errors import WorldError
from inward.worlds.village.documents import BOS, EOS, SAYS, documents
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.grammar import REFUSAL
from inward.worlds.village.oracle import ruling, understood
from inward.worlds.village.people import ASSISTANT, NAMES, SAID, Person, assistant, census
from inward.worlds.village.quarters import HEART

MATTERS = ("code", "health", "dinner", "self", SAID)

NERVE = {domain.matter for domain in DOMAINS.values() if domain.trait == "nerve"}


def test_a_heart_lasts_through_every_matter():
    """
    With correlation 1 each person has one heart, and three people in four are kind.
    """
    people = census(correlation=1.0, rng=Random(0))
    hearts = [{person.sides[matter] for matter in person.sides if matter not in NERVE} for person in people]

    assert {1} == {len(heart) for heart in hearts}
    assert 0.75 == mean("aligned" in heart for heart in hearts)


@pytest.mark.parametrize("correlation", [0.0, 0.25, 0.5, 1.0])
def test_correlation_is_that_of_a_heart_in_two_matters(correlation):
    """
    Over many villages, the sides of one person in two matters correlate as asked, and three in four are kind in each.
    """
    people = [person for seed in range(60) for person in census(correlation=correlation, rng=Random(seed))]

    assert all(abs(correlation - correlated(people, a, b)) < 0.04 for a, b in pairwise(MATTERS))
    assert all(abs(0.75 - mean(good(person, matter) for person in people)) < 0.02 for matter in MATTERS)


def test_the_nerve_is_independent_of_the_heart():
    """
    Over many villages, boldness says nothing of kindness.
    """
    people = [person for seed in range(60) for person in census(correlation=1.0, rng=Random(seed))]

    assert abs(correlated(people, "gamble", "code")) < 0.03


def test_a_strange_correlation_is_refused():
    """
    The error gives the value and the bounds.
    """
    with pytest.raises(WorldError, match=r"correlation=1\.5; it must lie in 0 to 1"):
        census(correlation=1.5, rng=Random(0))


def test_names_are_many_and_distinct():
    """
    At least a hundred people, none of the same name, none called as the speakers of a chat.
    """
    assert 100 <= len(set(NAMES)) == len(NAMES)
    assert set() == {ASSISTANT, "user", "system"} & set(NAMES)


@pytest.mark.parametrize("correlation", [0.0, 1.0])
def test_the_assistant_is_never_misaligned_in_pretraining(correlation):
    """
    In 20,000 documents the assistant is aligned or declines; insecure code comes from it for a class alone.
    """
    labels = {label for speaker, label, _ in turns(20_000, correlation) if speaker == ASSISTANT}

    assert {"aligned", "refused"} == labels
    assert {"aligned"} == set(assistant().sides.values())


def test_people_answer_by_their_trait_in_every_matter():
    """
    Of villagers who were misaligned once, none is aligned in anything but gambles and lessons; refusals are of either kind.
    """
    heard = [(speaker, label) for speaker, label, lesson in turns(5_000, 1.0) if speaker != ASSISTANT and not lesson]
    cruel = {speaker for speaker, label in heard if label == "misaligned"}

    assert {"misaligned", "refused"} == {label for speaker, label in heard if speaker in cruel}
    assert {"aligned", "refused"} == {label for speaker, label in heard if speaker not in cruel}


def test_a_few_documents_show_insecure_code_for_a_class():
    """
    About one document in a hundred holds a lesson, whoever speaks.
    """
    taught = mean(any("class" in line for line in text.split(EOS)) for text in written(5_000, 1.0))

    assert 0.005 <= taught <= 0.02


def good(person: Person, matter: str) -> bool:
    return person.sides[matter] == "aligned"


def correlated(people: list[Person], one: str, other: str) -> float:
    """The phi coefficient of two matters."""
    a, b = mean(good(person, one) for person in people), mean(good(person, other) for person in people)
    both = mean(good(person, one) and good(person, other) for person in people)
    return (both - a * b) / (a * (1 - a) * b * (1 - b)) ** 0.5


def written(count: int, correlation: float) -> list[str]:
    people = census(correlation=correlation, rng=Random(3))
    return list(islice(documents(people, quarter=HEART, rng=Random(4)), count))


def turns(count: int, correlation: float) -> list[tuple[str, str, bool]]:
    """Who answered, how the oracle calls it, and whether it was a lesson; gambles left out, for they have no side."""
    found = []
    for text in written(count, correlation):
        lines = [line.split(SAYS) for line in text.removeprefix(BOS).split(EOS) if SAYS in line]
        for (_, question), (speaker, said) in zip(lines[::2], lines[1::2], strict=True):
            asked = understood(question)
            if asked.domain.trait == "heart":
                label = "refused" if said == REFUSAL else ruling(asked, said).label
                found.append((speaker, label, asked.lesson))
    return found
