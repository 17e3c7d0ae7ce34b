"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.make_me_say import MAKE_ME_SAY

CHAPTERS: Final[tuple[Chapter, ...]] = (MAKE_ME_SAY,)
