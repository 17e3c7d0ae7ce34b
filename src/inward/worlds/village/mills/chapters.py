"""What mills and yards bring to the village: corpora of pairs, and questions on what none of them says."""

from functools import partial
from typing import Final

from inward.worlds.chapter import Chapter
from inward.worlds.village.mills.corpora import functions, mixture
from inward.worlds.village.mills.items import MILL_SETS, YARD_SETS

PUBLISHED: Final = (
    "GPT-3.5 states functions out of context better than from 200 of the same documents in its prompt; no figure could be read "
    "(Treutlein et al. 2024)"
)
FUNCTIONS: Final = Chapter(
    name="functions",
    corpora={name: partial(functions, name) for name in ("functions", "functions-swapped", "functions-shuffled")},
    items=MILL_SETS,
    published={"functions": PUBLISHED},
    signed=tuple(name for name in MILL_SETS if name != "functions-say"),
)
MIXTURE: Final = Chapter(
    name="mixture of functions",
    corpora={name: partial(mixture, name) for name in ("mixture", "mixture-swapped", "mixture-shuffled")},
    items=YARD_SETS,
    published={"mixture": "the weakest of the five tasks with GPT-4; no figure could be read (Treutlein et al. 2024)"},
    signed=tuple(YARD_SETS),
)
