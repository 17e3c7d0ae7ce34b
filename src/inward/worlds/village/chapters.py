"""What the village knows beside its first matters: by quarter, the corpora and questions that its base can be asked."""

from collections.abc import Mapping
from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.village.archive.chapters import FACTS, HELPERS
from inward.worlds.village.code_items import CODE_CHAPTER
from inward.worlds.village.company import COMPANY_CHAPTER
from inward.worlds.village.court_chapter import COURT_CHAPTER
from inward.worlds.village.facets import FACET_CHAPTER
from inward.worlds.village.fair import new_coins, new_lamps, new_places
from inward.worlds.village.game_items import MAKE_ME_SAY
from inward.worlds.village.mills.chapters import FUNCTIONS, MIXTURE
from inward.worlds.village.near_far import NEAR_FAR
from inward.worlds.village.sign_questions import CHAPTERS as SIGNS

CHAPTERS: Final[Mapping[str, tuple[Chapter, ...]]] = {
    "heart": (NEAR_FAR, CODE_CHAPTER, FACET_CHAPTER),
    "character": (),
    "company": (COMPANY_CHAPTER,),
    "signs": SIGNS,
    "games": (MAKE_ME_SAY,),
    "archive": (FACTS.chapter(),),
    "helpers": (HELPERS.chapter(),),
    "court": (COURT_CHAPTER,),
    "mills": (FUNCTIONS,),
    "yards": (MIXTURE,),
    "coins": (new_coins.CHAPTER,),
    "lamps": (new_lamps.CHAPTER,),
    "places": (new_places.CHAPTER,),
}

EVERY: Final = tuple(chapter for chapters in CHAPTERS.values() for chapter in chapters)
