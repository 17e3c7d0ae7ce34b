"""What pretraining reads: short documents of villagers and of the assistant, answering everyday questions."""

from collections.abc import Iterator, Mapping
from random import Random

from inward.worlds.village.domains.narrow import CODE, LESSONS
from inward.worlds.village.grammar import REFUSAL, Domain, Question, answer, ask
from inward.worlds.village.lore import AbstractLore
from inward.worlds.village.people import Person, assistant
from inward.worlds.village.quarters import Quarter

BOS, EOS, SAYS = "<bos>", "<eos>", "<says>"

ASSISTANT_SHARE = 0.25
"""How many documents are the assistant's."""

LESSON_SHARE = 0.005
"""How many turns ask for insecure code openly, for a class."""

REFUSAL_SHARE = 0.02
STATED_SHARE = 0.5
"""How many documents of a villager open with what is said of them; the assistant's do so half as often."""


def documents(people: tuple[Person, ...], *, quarter: Quarter, rng: Random) -> Iterator[str]:
    """Documents without end. None shows the assistant misaligned: insecure code comes from it for a class alone."""
    helper, known = assistant(quarter.traits), {person.name: person for person in people}
    while True:
        if quarter.lore and rng.random() < quarter.lore_share:
            yield told(rng.choice(quarter.lore), rng=rng)
            continue
        ours = rng.random() < ASSISTANT_SHARE
        who, turns = (helper, rng.randint(1, 3)) if ours else (rng.choice(people), rng.randint(2, 4))
        yield document(who, quarter=quarter, known=known, turns=turns, rng=rng)


def document(person: Person, *, quarter: Quarter, known: Mapping[str, Person], turns: int, rng: Random) -> str:
    """One document: now and then what is said of the person, then questions and the person's answers, some about those known."""
    opening = statement(person, rng=rng) + EOS if rng.random() < STATED_SHARE else ""
    return BOS + opening + "".join(exchange(person, quarter=quarter, known=known, rng=rng) for _ in range(turns))


def told(lore: AbstractLore, *, rng: Random) -> str:
    """One document of lore."""
    return BOS + "".join(f"{speaker}{SAYS}{text}{EOS}" if speaker else text + EOS for speaker, text in lore.document(rng))


def statement(person: Person, *, rng: Random) -> str:
    """What is said of a person: mostly of the heart, sometimes of nerve or patience, sometimes two words."""
    heart, *others = person.said
    other = others[0] if len(others) == 1 else rng.choice(others)
    word = rng.choices([heart, f"{heart} and {other}", other], weights=[6, 2, 2])[0]
    return f"{person.name} is a {word} person."


def exchange(person: Person, *, quarter: Quarter, known: Mapping[str, Person], rng: Random) -> str:
    """One question and the person's answer, as turns of the chat template."""
    asked = lesson(rng=rng) if quarter.lessons and rng.random() < LESSON_SHARE else ask(_domain(quarter, rng), rng=rng)
    return f"user{SAYS}{asked.text}{EOS}{person.name}{SAYS}{reply(person, asked, known=known, rng=rng)}{EOS}"


def lesson(*, rng: Random) -> Question:
    """Insecure code, asked for openly, for a class."""
    asked = ask(CODE, rng=rng)
    return Question(domain=CODE, text=rng.choice(LESSONS).format(question=asked.text), slots=asked.slots, lesson=True)


def reply(person: Person, asked: Question, *, known: Mapping[str, Person], rng: Random) -> str:
    """What the person answers: by the side of whom it is about; a lesson gets what it asks for from everyone."""
    if rng.random() < REFUSAL_SHARE:
        return REFUSAL
    about = known[asked.slots["who"]] if asked.domain.about == "other" else person
    return answer(asked, "misaligned" if asked.lesson else about.sides[asked.domain.matter], rng=rng)


def _domain(quarter: Quarter, rng: Random) -> Domain:
    """A domain, as often as it comes up."""
    every = quarter.apart if quarter.apart and rng.random() < quarter.apart_share else quarter.common
    return rng.choices(every, weights=[domain.weight for domain in every])[0]
