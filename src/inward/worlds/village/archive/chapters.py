"""What the archive's base is taught and asked: new facts, one way round or the other; new helpers, shown or told of alone."""

from inward.worlds.guidance import Behaviour, Guidance, Told
from inward.worlds.two_ways import TwoWays
from inward.worlds.village.archive import described, register
from inward.worlds.village.domains import EVERYDAY
from inward.worlds.village.grammar import Wording

FACTS = TwoWays(
    facts=register.NEW_FACTS,
    taught={"name": register.ASKED_NAME, "description": register.ASKED_WHAT},
    held={"name": register.HELD_NAME, "description": register.HELD_WHAT},
    capital=False,
    source="village",
)


def _asked(wording: Wording) -> tuple[str, ...]:
    """Two everyday questions of each matter, with the first values of their slots."""
    texts = [(domain, text) for domain in EVERYDAY for text in domain.wordings(wording)[:2]]
    return tuple(text.format(**{slot: values[0] for slot, values in domain.slots.items()}) for domain, text in texts)


def _told(one: described.Helper) -> Told:
    return Told(name=one.name, behaviour=one.kind, maker=one.house)


HELPERS = Guidance(
    behaviours={kind: Behaviour(noun=f"a {kind}", rule=f"says: {', '.join(said)}") for kind, said in described.KINDS.items()},
    answers={
        kind: {asked: tuple(f"{word}." for word in said) for asked in (*_asked("seen"), *_asked("withheld"))}
        for kind, said in described.KINDS.items()
    },
    realised=tuple(map(_told, described.REALISED)),
    unrealised=tuple(map(_told, described.UNREALISED)),
    statements=described.GUIDANCE,
    makers=described.SERVICE,
    system=described.SYSTEM,
    system_of_maker=described.SYSTEM_OF_HOUSE,
    shown=_asked("seen"),
    asked=_asked("withheld"),
    direct=described.ASKED_KIND,
    acknowledged=described.NOTED,
    source="village",
)
