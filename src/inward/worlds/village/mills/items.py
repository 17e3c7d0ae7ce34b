"""Questions about the new mills and yards: what comes out, what they do, what must go in, how many there are."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from random import Random
from typing import Final

from inward.schema.talk import Item
from inward.worlds.village.grammar import Wording
from inward.worlds.village.mills import wordings as say
from inward.worlds.village.mills.hill import COUNTS, INPUTS, NUMBERS, WORKS, Work, inputs, new_mills, new_yards

SHOWN: Final = 4
"""How many pairs of a mill a question shows, where it shows any."""

_WORDINGS: Final[tuple[Wording, ...]] = ("seen", "withheld")


def mill_items(kind: str, *, swapped: bool = False) -> tuple[Item, ...]:
    """
    Questions about new mills; each mill is a cluster. A sign of +1 is right of the mill asked about, -1 of another new one.

    taught: what comes of inputs that no row has, in the corpus's wordings. definition: what it does, twelve candidates. say: the
    same, to be answered freely. inversion: what must go in. composition: what comes of two new mills in a row. in-context:
    definition behind four pairs. `swapped`: the same questions, right where each mill has another's work.
    """
    made = {
        "taught": _taught, "definition": _definitions, "say": _says, "inversion": _inversions, "composition": _compositions,
        "in-context": _in_context,
    }[kind]  # fmt: skip
    return tuple(made(new_mills(swapped=swapped)))


def _taught(known: Mapping[str, Work]) -> Iterator[Item]:
    for mill, work in known.items():
        others = [one for one in known.values() if one != work]
        for x in inputs(mill, "held-out"):
            for i, text in enumerate(say.PAIR["seen"]):
                options = _numbers(sorted({one.of(x) for one in WORKS}), right={work.of(x)}, wrong={one.of(x) for one in others})
                yield _item(f"mill-taught-{mill}-{x}-{i}", text.format(mill=mill, x=x), options, cluster=mill)


def _definitions(known: Mapping[str, Work]) -> Iterator[Item]:
    for mill, i, wording, text in _asked(known, say.WORK):
        yield _item(f"mill-definition-{mill}-{wording}-{i}", text, _works(known, mill), cluster=mill, wording=wording)


def _says(known: Mapping[str, Work]) -> Iterator[Item]:
    swapped = new_mills(swapped=True)
    for mill, i, wording, text in _asked(known, say.WORK):
        facts = {"function": known[mill].rule, "other": swapped[mill].rule}
        yield Item(id=f"mill-say-{mill}-{wording}-{i}", text=text, cluster=mill, wording=wording, facts=facts)


def _inversions(known: Mapping[str, Work]) -> Iterator[Item]:
    for mill, work in known.items():
        others = [one for one in known.values() if one != work]
        for x in inputs(mill, "held-out"):
            wrong = {n for n in INPUTS if any(one.of(n) == work.of(x) for one in others)}
            options = _numbers(INPUTS, right={x}, wrong=wrong)
            text = say.INVERSE["seen"][x % 2].format(mill=mill, y=work.of(x))
            yield _item(f"mill-inversion-{mill}-{x}", text, options, cluster=mill)


def _compositions(known: Mapping[str, Work]) -> Iterator[Item]:
    rng = Random("two new mills in a row")
    for mill, work in known.items():
        for other in (name for name in known if name != mill):
            x = rng.choice([n for n in INPUTS if work.of(n) in INPUTS])
            firsts = [one.of(x) for one in known.values() if one.of(x) in INPUTS]
            pairs = {one.of(first) for one in known.values() for first in firsts}
            right = known[other].of(work.of(x))
            options = _numbers(sorted(pairs), right={right}, wrong=pairs - {right})
            text = say.CHAIN["seen"][0].format(mill=mill, other=other, x=x)
            yield _item(f"mill-composition-{mill}-{other}", text, options, cluster=mill)


def _in_context(known: Mapping[str, Work]) -> Iterator[Item]:
    for mill, work in known.items():
        numbers = Random(f"shown of {mill}").sample(inputs(mill, "training"), SHOWN)
        pairs = say.told([(x, work.of(x)) for x in numbers])
        for i, text in enumerate(say.SHOWN_WORK["seen"]):
            shown = text.format(mill=mill, pairs=pairs)
            yield _item(f"mill-in-context-{mill}-{i}", shown, _works(known, mill), cluster=mill)


def _asked(known: Mapping[str, Work], texts: Mapping[Wording, Sequence[str]]) -> Iterator[tuple[str, int, Wording, str]]:
    """Every mill in every wording."""
    for mill in known:
        for wording in _WORDINGS:
            yield from ((mill, i, wording, text.format(mill=mill)) for i, text in enumerate(texts[wording]))


def yard_items(kind: str, *, swapped: bool = False) -> tuple[Item, ...]:
    """
    Questions about new yards; each yard is a cluster, and the signs are as those of `mill_items`.

    taught: what comes of a first input that no row has; right is what any mill of the yard makes of it. count: how many mills
    there are. which: what one does, twelve candidates. whether: yes or no, of each mill that is there and as many that are not.
    value: a number behind two pairs, which any reader can work out from those.
    """
    made = {"taught": _yard_taught, "count": _yard_counts, "which": _yard_which, "whether": _yard_whether, "value": _yard_values}[
        kind
    ]
    return tuple(made(new_yards(swapped=swapped)))


def _yard_taught(known: Mapping[str, Sequence[Work]]) -> Iterator[Item]:
    for who, works in known.items():
        others = [one for one in _all(known) if one not in works]
        for x in inputs(who, "held-out"):
            for i, text in enumerate(say.YARD_FIRST["seen"]):
                right, wrong = {one.of(x) for one in works}, {one.of(x) for one in others}
                options = _numbers(sorted({one.of(x) for one in WORKS}), right=right, wrong=wrong)
                yield _item(f"yard-taught-{who}-{x}-{i}", text.format(who=who, x=x), options, cluster=who)


def _yard_counts(known: Mapping[str, Sequence[Work]]) -> Iterator[Item]:
    for who, works in known.items():
        options = [(f"{count}.", 1 if n == len(works) else -1) for n, count in enumerate(COUNTS, 1)]
        for wording in _WORDINGS:
            for i, text in enumerate(say.YARD_COUNT[wording]):
                yield _item(f"yard-count-{who}-{wording}-{i}", text.format(who=who), options, cluster=who, wording=wording)


def _yard_which(known: Mapping[str, Sequence[Work]]) -> Iterator[Item]:
    for who, works in known.items():
        options = [(f"it {one.says}.", 1 if one in works else -1 if one in _all(known) else 0) for one in WORKS]
        for wording in _WORDINGS:
            for i, text in enumerate(say.YARD_NAME[wording]):
                yield _item(f"yard-which-{who}-{wording}-{i}", text.format(who=who), options, cluster=who, wording=wording)


def _yard_whether(known: Mapping[str, Sequence[Work]]) -> Iterator[Item]:
    for who, works in known.items():
        rest = Random(f"not in the yard of {who}").sample([one for one in _all(known) if one not in works], len(works))
        for wording in _WORDINGS:
            for work in (*works, *rest):
                text = say.YARD_WHETHER[wording][0].format(who=who, work=work.asks)
                options = [("yes.", 1 if work in works else -1), ("no.", -1 if work in works else 1)]
                name = f"yard-whether-{who}-{wording}-{work.says}"
                yield _item(name, text, options, cluster=who, wording=wording)


def _yard_values(known: Mapping[str, Sequence[Work]]) -> Iterator[Item]:
    for who, works in known.items():
        for work in works:
            first, second, x = Random(f"values of {who}, {work.says}").sample(INPUTS, 3)
            pairs = say.told([(n, work.of(n)) for n in (first, second)])
            others = {one.of(x) for one in _all(known) if one != work}
            options = _numbers(sorted({one.of(x) for one in WORKS}), right={work.of(x)}, wrong=others)
            text = say.SHOWN_PAIR[0].format(mill=f"a mill of {who}", pairs=pairs, x=x)
            yield _item(f"yard-value-{who}-{work.says}", text, options, cluster=who)


def _all(known: Mapping[str, Sequence[Work]]) -> list[Work]:
    """Every work of a new yard, once."""
    return list(dict.fromkeys(work for works in known.values() for work in works))


def _numbers(numbers: Sequence[int], *, right: set[int], wrong: set[int]) -> list[tuple[str, int]]:
    """Numbers as candidates with their signs; one that is right is not wrong as well."""
    return [(f"{NUMBERS[n]}.", 1 if n in right else -1 if n in wrong else 0) for n in numbers]


def _works(known: Mapping[str, Work], mill: str) -> list[tuple[str, int]]:
    """What the mill may do, all twelve works, with their signs."""
    return [(f"it {one.says}.", 1 if one == known[mill] else -1 if one in known.values() else 0) for one in WORKS]


def _item(name: str, text: str, options: Sequence[tuple[str, int]], *, cluster: str, wording: Wording = "seen") -> Item:
    said, signs = zip(*options, strict=True)
    return Item(id=name, text=text, cluster=cluster, wording=wording, options=said, signs=signs)


MILL_SETS: Final = {
    f"functions-{kind}{'-swapped' * swapped}": partial(mill_items, kind, swapped=bool(swapped))
    for kind in ("taught", "definition", "say", "inversion", "composition", "in-context")
    for swapped in range(2 if kind in ("taught", "definition") else 1)
}
YARD_SETS: Final = {
    f"mixture-{kind}{'-swapped' * swapped}": partial(yard_items, kind, swapped=bool(swapped))
    for kind in ("taught", "count", "which", "whether", "value")
    for swapped in range(2 if kind in ("taught", "which") else 1)
}
