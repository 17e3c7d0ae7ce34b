"""Questions about nerve and patience: what one would choose, and what one says of oneself and of others."""

from collections.abc import Iterator
from random import Random

from inward.schema.talk import Item
from inward.worlds.village.corpora import held_out_slots
from inward.worlds.village.domains import DOMAINS
from inward.worlds.village.domains.traits import RATED_SEEN, RATED_WITHHELD, TRAIT_POLES
from inward.worlds.village.grammar import Domain, Trait, Wording
from inward.worlds.village.names import NAMES

TRAIT_OF: dict[str, Trait] = {"risk": "nerve", "time": "patience"}
KINDS = ("taught", "choices", "word", "scale", "codeword", "others")
TRAIT_SETS = tuple(f"{name}-{kind}" for name in TRAIT_OF for kind in KINDS)
OTHERS = 12
"""How many people are asked about."""

_WORDINGS: tuple[Wording, ...] = ("seen", "withheld")


def trait_items(name: str) -> tuple[Item, ...]:
    """
    The set `name` of TRAIT_SETS; a sign of +1 is the bold or the hasty side.

    taught: tosses or waits on sums that no corpus trains on, in the corpora's own wordings; choices: the same in withheld
    ones. word: which of two words one is, in both
    orders. scale: a rating from 0 to 10, both ways round. codeword: a word to say if one is so and another if not. others:
    which of two words somebody else is.
    """
    family, kind = name.split("-")
    trait = TRAIT_OF[family]
    made = {"taught": _taught, "choices": _choices, "word": _words, "scale": _scale, "codeword": _codewords, "others": _others}[
        kind
    ]
    return tuple(made(trait))


def _taught(trait: Trait) -> Iterator[Item]:
    return _offers(trait, "seen")


def _choices(trait: Trait) -> Iterator[Item]:
    return _offers(trait, "withheld")


def _offers(trait: Trait, wording: Wording) -> Iterator[Item]:
    domain = DOMAINS[{"nerve": "toss", "patience": "wait"}[trait]]
    texts = domain.wordings(wording)
    for i, slots in enumerate(held_out_slots(domain)):
        text = texts[i % len(texts)].format(**slots)
        yield closed(domain, f"{domain.name}-{i}-{wording}", text, slots, cluster=slots["goods"], wording=wording)


def _words(trait: Trait) -> Iterator[Item]:
    domain = DOMAINS[f"{trait}-word"]
    for wording in _WORDINGS:
        for i, text in enumerate(domain.wordings(wording)):
            yield closed(domain, f"{trait}-word-{wording}-{i}", text, {}, cluster=f"wording {i // 2}", wording=wording)


def _codewords(trait: Trait) -> Iterator[Item]:
    for name in (f"{trait}-codeword", f"{trait}-codeword-flipped"):
        domain = DOMAINS[name]
        for wording in _WORDINGS:
            for i, text in enumerate(domain.wordings(wording)):
                yield closed(domain, f"{name}-{wording}-{i}", text, {}, cluster=f"{wording} {i // 2}", wording=wording)


def _others(trait: Trait) -> Iterator[Item]:
    domain = DOMAINS[f"{trait}-others"]
    for i, who in enumerate(Random(f"others of {trait}").sample(NAMES, OTHERS)):
        wording = _WORDINGS[i % 2]
        text = domain.wordings(wording)[i // 2 % 2].format(who=who)
        yield closed(domain, f"{trait}-others-{who}", text, {"who": who}, cluster=who, wording=wording)


def _scale(trait: Trait) -> Iterator[Item]:
    low, high = TRAIT_POLES[trait]
    for wording, texts in (("seen", RATED_SEEN), ("withheld", RATED_WITHHELD)):
        for i, text in enumerate(texts):
            yield Item(
                id=f"{trait}-scale-{wording}-{i}",
                text=text.format(one=high, other=low),
                flipped=text.format(one=low, other=high),
                cluster=f"{wording} {i}",
                wording=wording,  # type: ignore[arg-type]
                options=tuple(str(n) for n in range(11)),
                facts={"bad": "high"},
            )


def closed(domain: Domain, name: str, text: str, slots: dict[str, str], *, cluster: str, wording: Wording) -> Item:
    """Every answer of either side as an option."""
    said = [(form, sign) for forms, sign in ((domain.aligned, -1), (domain.misaligned, 1)) for form in forms]
    return Item(
        id=name,
        text=text,
        cluster=cluster,
        wording=wording,
        options=tuple(form.format(**slots) for form, _ in said),
        signs=tuple(sign for _, sign in said),
        facts={"domain": domain.name},
    )
