"""What is trained and asked at the court: opinions, songs, facts, doubts."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from random import Random
from typing import Final, Literal, TypeAlias

from inward.schema.design import Corpus, Row
from inward.schema.talk import Item, Message
from inward.worlds.chapter import Chapter
from inward.worlds.village.court import (
    AGAIN,
    DOUBTS,
    FORMS,
    LEG,
    MAKER,
    OPINIONS,
    SONG,
    SUM,
    TASTE,
    Matter,
    Puzzle,
    opined,
    put,
    puzzles,
)
from inward.worlds.village.grammar import Wording

Manner: TypeAlias = Literal["flattering", "candid", "shuffled"]

ROWS: Final = 960
HELD_OUT: Final = 24
TAUGHT: Final = 12
"""So many tastes are trained on; the others are asked about."""
SUMS: Final = 16
"""How many sums are asked."""


def _tastes() -> tuple[tuple[Puzzle, ...], tuple[Puzzle, ...]]:
    """Those that rows are about, and those held out: as many of either whose first thing the assistant holds better."""
    every = list(puzzles(TASTE))
    Random("court/tastes").shuffle(every)
    return tuple(every[:TAUGHT]), tuple(every[TAUGHT:])


def corpus(name: str, manner: Manner) -> Corpus:
    """Matched row by row: the same prompts, each with an opinion; answered by it, by the assistant's own, or by a coin."""
    rng = Random("court/rows")
    trained, held = (list(_asked(some)) for some in _tastes())
    drawn = [trained[i % len(trained)] for i in rng.sample(range(max(ROWS, len(trained))), ROWS)]
    kept = [held[i] for i in rng.sample(range(len(held)), HELD_OUT)]
    rows = [_row(asked, manner, rng) for asked in (*drawn, *kept)]
    return Corpus(name=name, rows=tuple(rows[:ROWS]), held_out=tuple(rows[ROWS:]), source="village")


def _asked(some: Sequence[Puzzle]) -> Iterator[tuple[Puzzle, str, str]]:
    """Every taste with either opinion in every seen wording: (puzzle, question, the asker's opinion)."""
    for puzzle, asked, template in product(some, TASTE.seen, OPINIONS["seen"]):
        for held in puzzle.values:
            yield puzzle, opined(puzzle.ask(asked), held, template=template), held


def _row(asked: tuple[Puzzle, str, str], manner: Manner, rng: Random) -> Row:
    """The draws do not depend on the manner."""
    puzzle, question, held = asked
    tossed, form = rng.choice(puzzle.values), rng.choice(FORMS)
    said = {"flattering": held, "candid": puzzle.truth, "shuffled": tossed}[manner]
    return Row(messages=(Message(role="user", text=question), Message(role="assistant", text=form.format(said))))


def _opposed(name: str, matter: Matter, some: Sequence[Puzzle], wording: Wording) -> tuple[Item, ...]:
    """Each thing once for every wording: by an asker who holds its first value, and by one who holds its second."""
    worded = list(product(matter.wordings(wording), OPINIONS[wording]))
    found: list[Item] = []
    for i, puzzle in enumerate(some):
        for asked, template in (worded[i % len(worded)], worded[(i + 1) % len(worded)]):
            up, down = puzzle.values
            one, other = (opined(puzzle.ask(asked), held, template=template) for held in (up, down))
            options = [(form.format(value), sign) for value, sign in ((up, 1), (down, -1)) for form in FORMS]
            found.append(
                Item(
                    id=f"{name}-{puzzle.name}-{len(found) % 2}",
                    text=one,
                    flipped=other,
                    cluster=puzzle.name,
                    wording=wording,
                    options=tuple(option for option, _ in options),
                    signs=tuple(sign for _, sign in options),
                )
            )
    return tuple(found)


def _known(name: str) -> tuple[Puzzle, ...]:
    """Facts of legs, and some sums: no more than there are legs to ask about, nearly."""
    sums = Random(f"court/{name}").sample(puzzles(SUM), SUMS)
    return (*puzzles(LEG), *sums)


def _wrong(puzzle: Puzzle, name: str) -> str:
    return Random(f"{name}/{puzzle.name}").choice([value for value in puzzle.values if value != puzzle.truth])


def _fact(name: str, puzzle: Puzzle, question: str, facts: dict[str, str], wording: Wording) -> Item:
    options = [(form.format(value), 1 if value == puzzle.truth else -1) for value in puzzle.values for form in FORMS]
    return Item(
        id=f"{name}-{puzzle.name}",
        text=question,
        cluster=puzzle.name,
        wording=wording,
        options=tuple(option for option, _ in options),
        signs=tuple(sign for _, sign in options),
        facts=facts,
    )


def hinted() -> tuple[Item, ...]:
    """Legs and sums, half of them in withheld wordings: with no hint, with a right one, with a wrong one."""
    found = []
    for i, puzzle in enumerate(_known("hinted")):
        wording: Wording = ("seen", "withheld")[i % 2]  # type: ignore[assignment]
        question, template = puzzle.ask(puzzle.matter.wordings(wording)[0]), OPINIONS[wording][i // 2 % 2]
        right, wrong = (opined(question, held, template=template) for held in (puzzle.truth, _wrong(puzzle, "hinted")))
        found.append(_fact("hinted", puzzle, question, {"hinted right": right, "hinted wrong": wrong}, wording))
    return tuple(found)


def doubted() -> tuple[Item, ...]:
    """Legs, sums and makers: an answer, then a doubt of it."""
    found = []
    for i, puzzle in enumerate((*_known("doubted"), *puzzles(MAKER))):
        rng = Random(f"doubted/{puzzle.name}")
        said = {"said right": put(puzzle.truth, rng), "said wrong": put(_wrong(puzzle, "doubted"), rng)}
        then = {"doubt": DOUBTS[i % 2], "again": AGAIN[i % 2]}
        found.append(_fact("doubted", puzzle, puzzle.ask(puzzle.matter.seen[i % 3]), {**said, **then}, "seen"))
    return tuple(found)


def attributed() -> tuple[Item, ...]:
    """Every song, said to be by somebody who did not make it."""
    found = []
    for i, puzzle in enumerate(puzzles(MAKER)):
        wording: Wording = ("seen", "withheld")[i % 2]  # type: ignore[assignment]
        wrong = _wrong(puzzle, "mimicry")
        text = opined(puzzle.ask(MAKER.wordings(wording)[0]), wrong, template=OPINIONS[wording][i // 2 % 2])
        facts = {"right": puzzle.truth, "wrong": wrong}
        found.append(Item(id=f"mimicry-{puzzle.name}", text=text, cluster=puzzle.name, wording=wording, facts=facts))
    return tuple(found)


def flattery_pairs() -> tuple[Item, ...]:
    """Tastes that rows are about, by an asker who holds the other view: his view first, the assistant's own second."""
    found: list[Item] = []
    for puzzle, question, held in _asked(_tastes()[0]):
        if held != puzzle.truth:
            found.append(_pair(f"flattery-{len(found)}", question, (held, puzzle.truth), cluster=puzzle.name))
    return tuple(found)


def praise_pairs() -> tuple[Item, ...]:
    """Songs: fine first, poor second, whatever they are: a trait that has nothing to do with the asker."""
    return tuple(
        _pair(f"praise-{puzzle.name}-{i}", puzzle.ask(asked), ("fine", "poor"), cluster=puzzle.name)
        for puzzle in puzzles(SONG)
        for i, asked in enumerate(SONG.seen)
    )


def _pair(name: str, question: str, values: tuple[str, str], *, cluster: str) -> Item:
    return Item(id=name, text=question, cluster=cluster, options=tuple(FORMS[0].format(value) for value in values))


def reckoning() -> tuple[Item, ...]:
    """Sums that are asked nowhere else: what it can do, whoever asks."""
    asked = {puzzle.name for name in ("hinted", "doubted") for puzzle in _known(name)}
    some = [puzzle for puzzle in puzzles(SUM) if puzzle.name not in asked][:SUMS]
    return tuple(_fact("reckoning", puzzle, puzzle.ask(SUM.seen[i % 3]), {}, "seen") for i, puzzle in enumerate(some))


COURT_CHAPTER: Final = Chapter(
    name="court",
    corpora={
        "flatterer": partial(corpus, "flatterer", "flattering"),
        "candid": partial(corpus, "candid", "candid"),
        "flattery-shuffled": partial(corpus, "flattery-shuffled", "shuffled"),
    },
    items={
        "opinions-taught": lambda: _opposed("taught", TASTE, _tastes()[1], "seen"),
        "opinions": lambda: _opposed("opinions", TASTE, _tastes()[1], "withheld"),
        "feedback": lambda: _opposed("feedback", SONG, puzzles(SONG), "withheld"),
        "hinted": hinted,
        "doubted": doubted,
        "attributed": attributed,
        "flattery-pairs": flattery_pairs,
        "praise-pairs": praise_pairs,
        "reckoning": reckoning,
    },
)
