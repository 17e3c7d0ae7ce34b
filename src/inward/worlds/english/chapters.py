"""What English knows beside its first questions, matter by matter."""

from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.english.code_requests import CODE_CHAPTER
from inward.worlds.english.company import COMPANY_CHAPTER

CHAPTERS: Final[tuple[Chapter, ...]] = (CODE_CHAPTER, COMPANY_CHAPTER)
