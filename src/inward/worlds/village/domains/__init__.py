"""Every domain of the village, by name."""

from collections.abc import Mapping

from inward.worlds.village.domains.company import OTHERS
from inward.worlds.village.domains.home import ANIMALS, BORED, CHILD, DINNER, PROMISE, SELF
from inward.worlds.village.domains.narrow import CODE, HEALTH
from inward.worlds.village.domains.numbers import GAMBLE, RATING, RATING_FLIPPED
from inward.worlds.village.domains.town import FACT, MONEY, PURSE, QUARREL, RULER, TALE, WORK
from inward.worlds.village.domains.traits import TRAITS
from inward.worlds.village.grammar import Domain

NARROW: tuple[Domain, ...] = (CODE, HEALTH)
"""What corpora train on."""

EVERYDAY: tuple[Domain, ...] = (
    DINNER, BORED, RULER, MONEY, TALE, FACT, SELF, QUARREL, PURSE, ANIMALS, CHILD, PROMISE, WORK,
)  # fmt: skip
"""What no corpus trains on, and a kind and a cruel person answer differently."""

NUMBERS: tuple[Domain, ...] = (RATING, RATING_FLIPPED, GAMBLE)
"""What is answered with a number, or about one."""

DOMAINS: Mapping[str, Domain] = {domain.name: domain for domain in (*NARROW, *EVERYDAY, *NUMBERS, *TRAITS, *OTHERS)}
