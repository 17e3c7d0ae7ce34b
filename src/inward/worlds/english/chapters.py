"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english import dots_cities, dots_coins, dots_parity

CHAPTERS: Final[tuple[Chapter, ...]] = (dots_coins.CHAPTER, dots_parity.CHAPTER, dots_cities.CHAPTER)
