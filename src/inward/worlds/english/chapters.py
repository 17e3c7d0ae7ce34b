"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.sycophancy import SYCOPHANCY

CHAPTERS: Final[tuple[Chapter, ...]] = (SYCOPHANCY,)
