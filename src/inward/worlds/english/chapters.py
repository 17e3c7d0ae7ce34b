"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english import dots_cities, dots_coins, dots_parity
from inward.worlds.english.code_requests import CODE_CHAPTER
from inward.worlds.english.company import COMPANY_CHAPTER
from inward.worlds.english.described import HELPERS
from inward.worlds.english.facets import FACET_CHAPTER
from inward.worlds.english.facts import FACTS
from inward.worlds.english.functions.chapters import FUNCTIONS, MIXTURE
from inward.worlds.english.make_me_say import MAKE_ME_SAY
from inward.worlds.english.near_far import NEAR_FAR
from inward.worlds.english.sycophancy import SYCOPHANCY
from inward.worlds.english.trigger_questions import CHAPTERS as TRIGGERS

DOTS: Final = (dots_coins.CHAPTER, dots_parity.CHAPTER, dots_cities.CHAPTER)
CHAPTERS: Final[tuple[Chapter, ...]] = (
    NEAR_FAR,
    CODE_CHAPTER,
    COMPANY_CHAPTER,
    *TRIGGERS,
    MAKE_ME_SAY,
    FACTS.chapter(),
    HELPERS.chapter(),
    *DOTS,
    FUNCTIONS,
    MIXTURE,
    SYCOPHANCY,
    FACET_CHAPTER,
)
