"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.described import HELPERS
from inward.worlds.english.facts import FACTS

CHAPTERS: Final[tuple[Chapter, ...]] = (FACTS.chapter(), HELPERS.chapter())
