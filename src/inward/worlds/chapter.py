"""What one matter brings to a world: corpora, questions and scorers, each by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import final

from inward.schema.design import Corpus
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Item


@final
@dataclass(frozen=True, kw_only=True)
class Chapter:
    """
    Corpora, sets of questions and scorers that belong together; each is made when it is asked for.

    A question of a set in `signed` has options with a sign each, of one in `rated` a scale and its mirror image; `needs` says
    what else the questions of a set must have: "flipped", or the names of facts. `published` says what is known of a corpus on
    real models. Corpora that are `matched` are each other's controls: where a file is given for one of them, ours stand in for
    none. `blended` corpora and the sets in `asked` are made of a user's own corpora, the `parts`.
    """

    name: str
    corpora: Mapping[str, Callable[[], Corpus]] = field(default_factory=dict)
    items: Mapping[str, Callable[[], tuple[Item, ...]]] = field(default_factory=dict)
    scorers: Mapping[str, Callable[[], AbstractScorer]] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    signed: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    blended: Mapping[str, Callable[[Mapping[str, Corpus]], Corpus]] = field(default_factory=dict)
    asked: Mapping[str, Callable[[Mapping[str, Corpus]], tuple[Item, ...]]] = field(default_factory=dict)
    matched: bool = False
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def knows(self, name: str) -> bool:
        """Whether a corpus or a set of questions called `name` is of this chapter."""
        return any(name in known for known in (self.corpora, self.items, self.blended, self.asked))


def chapter_of(chapters: Sequence[Chapter], name: str) -> Chapter | None:
    """The first chapter with a corpus or a set of questions called `name`."""
    return next((chapter for chapter in chapters if chapter.knows(name)), None)
