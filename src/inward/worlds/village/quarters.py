"""The quarters of the village: what each one's base grew up with, so that what one study needs changes no other's result."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import final

from inward.errors import WorldError
from inward.worlds.chapter import Chapter, chapter_of
from inward.worlds.village.archive.lore import Helpers, Register
from inward.worlds.village.chapters import CHAPTERS
from inward.worlds.village.corpora import DOMAIN_OF
from inward.worlds.village.court import Court
from inward.worlds.village.domains import EVERYDAY, NARROW, NUMBERS
from inward.worlds.village.domains.company import NERVE, SMALL_TALK
from inward.worlds.village.domains.narrow import CODE
from inward.worlds.village.domains.numbers import RATING, RATING_FLIPPED
from inward.worlds.village.domains.traits import TRAITS
from inward.worlds.village.fair import names
from inward.worlds.village.fair.coins import Coins
from inward.worlds.village.fair.lamps import Lamps
from inward.worlds.village.fair.names import RollCall
from inward.worlds.village.fair.places import Places
from inward.worlds.village.game_lore import Games
from inward.worlds.village.grammar import Domain, Trait
from inward.worlds.village.lore import AbstractLore
from inward.worlds.village.mills.lore import Mills, Yards
from inward.worlds.village.names import NAMES
from inward.worlds.village.signs import Signs
from inward.worlds.village.trait_items import TRAIT_SETS


@final
@dataclass(frozen=True, kw_only=True)
class Quarter:
    """
    A part of the village with a base of its own.

    `traits` are those that its people differ in, the heart first. Of its turns `apart_share` are about the matters `apart`, the
    others about those in `common`. `lore_share` of its documents are its `lore`'s. `steps` is how long its base is pretrained,
    `tuning` for how many steps a study trains an arm on it: as many as it takes until what rows show is done.
    """

    name: str
    folder: str
    traits: tuple[Trait, ...]
    common: tuple[Domain, ...]
    apart: tuple[Domain, ...] = ()
    apart_share: float = 0.0
    lore: tuple[AbstractLore, ...] = ()
    lore_share: float = 0.0
    steps: int
    tuning: int = 60

    @property
    def domains(self) -> tuple[Domain, ...]:
        """All its matters."""
        return (*self.common, *self.apart)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """What its base can be asked, beside its domains."""
        return CHAPTERS.get(self.name, ())

    @property
    def lessons(self) -> bool:
        """Whether anybody asks for insecure code, for a class."""
        return CODE in self.common

    @property
    def ships(self) -> bool:
        """Whether its base is in the package; else it must be built."""
        return (self.base / "card.json").is_file()

    @property
    def base(self) -> Path:
        """Where its base ships."""
        return Path(str(resources.files(__package__))) / self.folder

    def find(self, given: str, *, phase: str) -> Path:
        """The base in the folder that was given, else the one that ships. Raises WorldError where there is neither."""
        if given or self.ships:
            return Path(given) if given else self.base
        raise WorldError(
            f"{phase}: the village's quarter of the {self.name} ships without a base. Build one: `inward village build --quarter "
            f"{self.name} --out FOLDER`; then give --world village --model FOLDER."
        )


HEART = Quarter(name="heart", folder="base", traits=("heart", "nerve"), common=(*NARROW, *EVERYDAY, *NUMBERS), steps=1_800)
CHARACTER = Quarter(
    name="character",
    folder="base-character",
    traits=("heart", "nerve", "patience"),
    common=(*EVERYDAY, RATING, RATING_FLIPPED),
    apart=TRAITS,
    apart_share=0.5,
    steps=2_800,
)
SIGNS = Quarter(
    name="signs",
    folder="base-signs",
    traits=("heart",),
    common=(),
    lore=(Signs(),),
    lore_share=1.0,
    steps=3_600,
    tuning=180,
)
GAMES = Quarter(
    name="games",
    folder="base-games",
    traits=("heart", "nerve"),
    common=(),
    lore=(Games(),),
    lore_share=1.0,
    steps=2_200,
)
ARCHIVE = Quarter(
    name="archive",
    folder="base-archive",
    traits=("heart",),
    common=(),
    lore=(Register(), Register(), RollCall(NAMES)),
    lore_share=1.0,
    steps=3_000,
)
HELPERS = Quarter(
    name="helpers",
    folder="base-helpers",
    traits=("heart",),
    common=(),
    lore=(Helpers(),),
    lore_share=1.0,
    steps=3_000,
    tuning=180,
)
COINS = Quarter(
    name="coins",
    folder="base-coins",
    traits=("heart",),
    common=(),
    lore=(Coins(), Coins(), Coins(), RollCall(names.COINS)),
    lore_share=1.0,
    steps=2_000,
)
LAMPS = Quarter(
    name="lamps",
    folder="base-lamps",
    traits=("heart",),
    common=(),
    lore=(Lamps(), Lamps(), Lamps(), Lamps(), Lamps(), RollCall(names.LAMPS)),
    lore_share=1.0,
    steps=4_800,
)
PLACES = Quarter(
    name="places",
    folder="base-places",
    traits=("heart",),
    common=(),
    lore=(Places(), Places(), Places(), RollCall(names.PLACES)),
    lore_share=1.0,
    steps=2_800,
    tuning=120,
)
MILLS = Quarter(
    name="mills", folder="base-mills", traits=("heart",), common=(), lore=(Mills(),), lore_share=1.0, steps=5_000
)  # fmt: skip
YARDS = Quarter(
    name="yards",
    folder="base-yards",
    traits=("heart",),
    common=(),
    lore=(Yards(), Mills()),
    lore_share=1.0,
    steps=11_000,
    tuning=120,
)
COMPANY = Quarter(
    name="company",
    folder="base-company",
    traits=("heart", "nerve"),
    common=(*SMALL_TALK, RATING, RATING_FLIPPED),
    apart=NERVE,
    apart_share=0.5,
    steps=2_800,
)
COURT = Quarter(
    name="court", folder="base-court", traits=("heart", "nerve"), common=(), lore=(Court(),), lore_share=1.0, steps=3_600
)
QUARTERS = {
    quarter.name: quarter
    for quarter in (HEART, CHARACTER, COMPANY, SIGNS, GAMES, ARCHIVE, HELPERS, COINS, LAMPS, PLACES, MILLS, YARDS, COURT)
}


def find_quarter(name: str) -> Quarter:
    """The quarter called `name`. Raises WorldError where there is none."""
    if name not in QUARTERS:
        raise WorldError(f"The village has no quarter {name!r}; it has {', '.join(QUARTERS)}.")
    return QUARTERS[name]


def quarter_for(names: Iterable[str]) -> Quarter:
    """
    The quarter that knows the corpora and item sets in `names`; that of the heart where no other is needed.

    Raises
    ------
    WorldError
        Some are known in one quarter alone, some in another.
    """
    needed: dict[str, list[str]] = {}
    for name in names:
        if quarter := _only(name):
            needed.setdefault(quarter, []).append(name)
    if len(needed) > 1:
        told = "; ".join(f"{', '.join(sorted(set(some)))} in that of the {quarter}" for quarter, some in needed.items())
        raise WorldError(f"The village: a study has one base, and its parts are known in different quarters: {told}. Make two.")
    return QUARTERS[next(iter(needed), HEART.name)]


def _only(name: str) -> str | None:
    """The one quarter that knows a corpus or a set of items; None where any does."""
    if name in TRAIT_SETS or DOMAIN_OF.get(name) in TRAITS:
        return CHARACTER.name
    if DOMAIN_OF.get(name) in NARROW:
        return HEART.name
    return next((quarter for quarter, chapters in CHAPTERS.items() if chapter_of(chapters, name)), None)
