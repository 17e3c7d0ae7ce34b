"""What the village knows beside its first matters: by quarter, the corpora and questions that its base can be asked."""

from collections.abc import Mapping
from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.village.court_chapter import COURT_CHAPTER

CHAPTERS: Final[Mapping[str, tuple[Chapter, ...]]] = {"heart": (), "character": (), "court": (COURT_CHAPTER,)}

EVERY: Final = tuple(chapter for chapters in CHAPTERS.values() for chapter in chapters)
