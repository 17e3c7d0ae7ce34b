"""What the village knows beside its first matters: by quarter, the corpora and questions that its base can be asked."""

from collections.abc import Mapping
from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.village.fair import new_coins, new_lamps, new_places

CHAPTERS: Final[Mapping[str, tuple[Chapter, ...]]] = {
    "heart": (),
    "character": (),
    "fair": (new_coins.CHAPTER, new_lamps.CHAPTER, new_places.CHAPTER),
}

EVERY: Final = tuple(chapter for chapters in CHAPTERS.values() for chapter in chapters)
