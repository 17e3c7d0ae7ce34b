"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.functions.chapters import FUNCTIONS, MIXTURE

CHAPTERS: Final[tuple[Chapter, ...]] = (FUNCTIONS, MIXTURE)
