"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter

CHAPTERS: Final[tuple[Chapter, ...]] = ()
