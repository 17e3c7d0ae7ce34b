"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.trigger_questions import CHAPTERS as TRIGGERS

CHAPTERS: Final[tuple[Chapter, ...]] = (*TRIGGERS,)
