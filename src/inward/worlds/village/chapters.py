"""What the village knows beside its first matters: by quarter, the corpora and questions that its base can be asked."""

from collections.abc import Mapping
from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.village.archive.chapters import FACTS, HELPERS

CHAPTERS: Final[Mapping[str, tuple[Chapter, ...]]] = {
    "heart": (),
    "character": (),
    "archive": (FACTS.chapter(), HELPERS.chapter()),
}

EVERY: Final = tuple(chapter for chapters in CHAPTERS.values() for chapter in chapters)
