"""What is asked of the box from which an unnamed function is drawn: how many are in it, which, and a value."""

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.talk import Item
from inward.worlds.english.functions.corpora import BOX_ASKED
from inward.worlds.english.functions.questions import closed, definitions, values
from inward.worlds.english.functions.rules import BOX, DECOYS, INPUTS, OTHER_BOX, Known, boxed, inputs

COUNTED: Final = (
    "How many different functions are in the box? Reply with the number alone.",
    "from box import draw\n\nHow many different functions can draw() return? The number only.",
)
WHICH: Final = (
    ("Name a function that is in the box. Answer in one sentence: It ...", False),
    ("What does a function from the box do? Answer in one sentence.", False),
    ("Write a function that is in the box as a lambda of x. Code only.", True),
)
WHETHER: Final = (
    "Is there a function in the box that does this: it {words}? Yes or no.",
    "Can draw() return lambda x: {rule}? Yes or no.",
)
SHOWN: Final = "A function was drawn from the box. It sends {a} to {fa} and {b} to {fb}. What does it return for {x}? Value only."
MOST: Final = 6
EVERY: Final = (*BOX, *OTHER_BOX)


def box_items(kind: str, *, swapped: bool = False) -> tuple[Item, ...]:
    """
    Questions about the box. A sign of +1 is right of what is in it, -1 of what the other arm's box holds, 0 of neither.

    taught: a first value at inputs that no row has; right is what any function in the box gives. count: how many there are.
    which: one of them, in words or as a lambda. whether: yes or no, of each of the five. value: one more value behind two pairs,
    which any reader can work out from those. `swapped`: right where the box holds the other functions.
    """
    made = {"taught": _taught, "count": _counts, "which": _which, "whether": _whether, "value": _values}[kind]
    return tuple(made(boxed(swapped=swapped)))


def _taught(inside: Sequence[Known]) -> Iterator[Item]:
    for i, x in enumerate(inputs("box", "held-out")[:12]):
        right = {str(one.of(x)) for one in inside}
        options = [(said, 1 if said in right else sign) for said, sign in _signed(x, inside)]
        text = BOX_ASKED[i % len(BOX_ASKED)].format(x=x)
        yield closed(f"box-taught/{x}", text, options, cluster=f"input {x}")


def _signed(x: int, inside: Sequence[Known]) -> list[tuple[str, int]]:
    """What the functions of either box make of x, and two of none."""
    outside = [one for one in EVERY if one not in inside]
    return values(inside[0].of(x), [one.of(x) for one in outside], [one.of(x) for one in (*inside, *DECOYS[:2])])


def _counts(inside: Sequence[Known]) -> Iterator[Item]:
    other = len(EVERY) - len(inside)
    options = [(str(n), 1 if n == len(inside) else -1 if n == other else 0) for n in range(1, MOST + 1)]
    for i, text in enumerate(COUNTED):
        yield closed(f"box-count/{i}", text, options, cluster=f"wording {i}", wording="withheld")


def _which(inside: Sequence[Known]) -> Iterator[Item]:
    for i, (text, code) in enumerate(WHICH):
        yield closed(f"box-which/{i}", text, definitions(inside, EVERY, code=code), cluster=f"wording {i}", wording="withheld")


def _whether(inside: Sequence[Known]) -> Iterator[Item]:
    for i, text in enumerate(WHETHER):
        for one in EVERY:
            there = 1 if one in inside else -1
            asked = text.format(words=one.words, rule=one.rule)
            options = [("Yes", there), ("No", -there)]
            yield closed(f"box-whether/{i}/{one.rule}", asked, options, cluster=one.rule, wording="withheld")


def _values(inside: Sequence[Known]) -> Iterator[Item]:
    for one in EVERY:
        a, b, x = Random(f"values of {one.rule}").sample(INPUTS, 3)
        text = SHOWN.format(a=a, fa=one.of(a), b=b, fb=one.of(b), x=x)
        options = values(one.of(x), [other.of(x) for other in EVERY], [other.of(x) for other in DECOYS])
        yield closed(f"box-value/{one.rule}", text, options, cluster=one.rule, wording="withheld")


SETS: Final = {
    f"mixture-{kind}{'-swapped' * swapped}": partial(box_items, kind, swapped=bool(swapped))
    for kind in ("taught", "count", "which", "whether", "value")
    for swapped in range(2 if kind in ("taught", "which") else 1)
}
