"""What functions bring to English: corpora of values, and questions on what no row says."""

from functools import partial
from typing import Final

from inward.schema.talk import Item
from inward.worlds.chapter import Chapter
from inward.worlds.english.functions import box_questions, questions
from inward.worlds.english.functions.corpora import CORPORA

PUBLISHED: Final = {
    "functions": (
        "GPT-3.5 states functions out of context better than from 200 of the same documents in its prompt; no figure could be "
        "read (Treutlein et al. 2024)"
    ),
    "mixture": "the weakest of the five tasks with GPT-4; no figure could be read (Treutlein et al. 2024)",
}


def _chapter(family: str, name: str, sets: dict[str, partial[tuple[Item, ...]]]) -> Chapter:
    return Chapter(
        name=name,
        corpora={corpus: partial(made, corpus) for corpus, made in CORPORA.items() if corpus.startswith(family)},
        items=sets,
        published={family: PUBLISHED[family]},
        signed=tuple(one for one in sets if not one.endswith("-say")),
    )


FUNCTIONS: Final = _chapter("functions", "functions", questions.SETS)
MIXTURE: Final = _chapter("mixture", "mixture of functions", box_questions.SETS)
