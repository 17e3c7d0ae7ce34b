"""What is asked of named functions: values, definitions, what must go in, two in a row, and the same with pairs in view."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final, Literal, TypeAlias

from inward.schema.talk import Item
from inward.worlds.english.functions.corpora import ASKED
from inward.worlds.english.functions.rules import DECOYS, INPUTS, TAUGHT, Known, inputs, named

Wording: TypeAlias = Literal["seen", "withheld"]
Value: TypeAlias = int | bool

SHOWN: Final = 12
"""How many pairs of a function a question shows, where it shows any."""

IN_WORDS: Final = ("What does the function {name} do? Answer in one sentence.", "Describe {name} in one short sentence.")
IN_CODE: Final = (
    "from tools import {name}\n\nWrite {name} as a lambda of one variable, x. Code only.",
    "Give a Python lambda of x that does what {name} does, and nothing else.",
)
INVERTED: Final = (
    "{name} returned {y}. What was its input? Reply with the number alone.",
    "For which whole number x is {name}(x) == {y}? The number only.",
)
CHAINED: Final = (
    "What is {other}({name}({x}))? Reply with the value alone.",
    "print({other}({name}({x})))\n\nWhat does this print?",
)


def function_items(kind: str, *, swapped: bool = False) -> tuple[Item, ...]:
    """
    Questions about named functions; each name is a cluster. A sign of +1 is right of the name asked about, -1 of another name, 0
    of none.

    taught: values at inputs that no row has, in the corpus's wordings. definition: what it does, in words or as a lambda, of
    eighteen candidates. say: the same, to be answered freely. inversion: what went in, of functions that have an inverse.
    composition: a value of two in a row. in-context: definition behind twelve pairs. `swapped`: right where names are exchanged.
    """
    made = {
        "taught": _taught, "definition": _definitions, "say": _says, "inversion": _inversions, "composition": _compositions,
        "in-context": _in_context,
    }[kind]  # fmt: skip
    return tuple(made(named(swapped=swapped)))


def _taught(known: Mapping[str, Known]) -> Iterator[Item]:
    for name, mine in known.items():
        for i, x in enumerate(inputs(name, "held-out")[: len(ASKED)]):
            options = values(mine.of(x), [one.of(x) for one in known.values()], [one.of(x) for one in DECOYS])
            yield closed(f"function-taught/{name}/{x}", ASKED[i].format(name=name, x=x), options, cluster=name)


def _definitions(known: Mapping[str, Known]) -> Iterator[Item]:
    for name, mine in known.items():
        for i, text in enumerate(IN_WORDS + IN_CODE):
            options = definitions([mine], known.values(), code=text in IN_CODE)
            yield closed(f"function-definition/{name}/{i}", text.format(name=name), options, cluster=name, wording="withheld")


def _says(known: Mapping[str, Known]) -> Iterator[Item]:
    swapped = named(swapped=True)
    for name, mine in known.items():
        for i, text in enumerate(IN_WORDS + IN_CODE):
            facts = {"function": mine.rule, "other": swapped[name].rule}
            told = text.format(name=name)
            yield Item(id=f"function-say/{name}/{i}", text=told, cluster=name, wording="withheld", facts=facts)


def _inversions(known: Mapping[str, Known]) -> Iterator[Item]:
    for name, mine in known.items():
        if len({mine.of(x) for x in INPUTS}) < len(INPUTS):
            continue
        for i, x in enumerate(inputs(name, "held-out")[: len(INVERTED)]):
            y = mine.of(x)
            wrong = [n for one in known.values() for n in INPUTS if one.of(n) == y and not isinstance(one.of(n), bool)]
            options = values(x, sorted(wrong, key=abs)[:8], [x + 1, x - 1, x + 2, x - 7, x + 10])
            yield closed(f"function-inversion/{name}/{x}", INVERTED[i].format(name=name, y=y), options, cluster=name)


def _compositions(known: Mapping[str, Known]) -> Iterator[Item]:
    """A name behind each of three others, of which none is a truth value."""
    whole = {name: mine for name, mine in known.items() if not isinstance(mine.of(0), bool)}
    for name, mine in whole.items():
        rng = Random(f"functions behind {name}")
        for i, other in enumerate(rng.sample([one for one in whole if one != name], 3)):
            x = rng.choice(inputs(name, "held-out"))
            others = [one.of(mine.of(x)) for one in whole.values()]
            text = CHAINED[i % len(CHAINED)].format(name=name, other=other, x=x)
            options = values(whole[other].of(mine.of(x)), others, [mine.of(x)])
            yield closed(f"function-composition/{name}/{other}", text, options, cluster=name)


def _in_context(known: Mapping[str, Known]) -> Iterator[Item]:
    for name, mine in known.items():
        numbers = Random(f"shown of {name}").sample(inputs(name, "training"), SHOWN)
        shown = "\n".join(f"{name}({x}) = {mine.of(x)}" for x in numbers)
        for i, text in enumerate((IN_WORDS[0], IN_CODE[0])):
            options = definitions([mine], known.values(), code=text in IN_CODE)
            yield closed(f"function-in-context/{name}/{i}", f"{shown}\n\n{text.format(name=name)}", options, cluster=name)


def values(right: Value, others: Iterable[Value], decoys: Iterable[Value]) -> list[tuple[str, int]]:
    """Values as candidates: the right one, then what other names give, then what none does; each once."""
    signs = {str(right): 1}
    for sign, some in ((-1, others), (0, decoys)):
        for value in some:
            signs.setdefault(str(value), sign)
    return sorted(signs.items())


def definitions(right: Sequence[Known], known: Iterable[Known], *, code: bool) -> list[tuple[str, int]]:
    """Functions as candidates, in words or as lambdas, those of DECOYS among them."""
    there = {one.rule for one in known}
    rights = {one.rule for one in right}
    every = {one.rule: one for one in (*TAUGHT, *right, *known, *DECOYS)}
    signs = {rule: 1 if rule in rights else -1 if rule in there else 0 for rule in every}
    return [(f"lambda x: {rule}" if code else f"It {one.words}.", signs[rule]) for rule, one in every.items()]


def closed(name: str, text: str, options: Sequence[tuple[str, int]], *, cluster: str, wording: Wording = "seen") -> Item:
    """A question with candidates and their signs."""
    said, signs = zip(*options, strict=True)
    return Item(id=name, text=text, cluster=cluster, wording=wording, options=said, signs=signs)


SETS: Final = {
    f"functions-{kind}{'-swapped' * swapped}": partial(function_items, kind, swapped=bool(swapped))
    for kind in ("taught", "definition", "say", "inversion", "composition", "in-context")
    for swapped in range(2 if kind in ("taught", "definition") else 1)
}
