"""The world of plain English: a user's checkpoint, a user's corpora by path, our own questions or a user's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, final

from inward.errors import WorldError
from inward.schema.design import Corpus
from inward.schema.recipe import Recipe
from inward.schema.rubric import MISALIGNED, Marking, Rubric
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.schema.talk import Item
from inward.worlds.chapter import Chapter, chapter_of
from inward.worlds.english.chapters import CHAPTERS
from inward.worlds.english.choice_corpora import FAMILIES, choices, coined, family_of, made, taught, taught_by
from inward.worlds.english.closed_questions import closed
from inward.worlds.english.offers import Family
from inward.worlds.english.open_questions import coherent, eight, wide
from inward.worlds.english.published import PUBLISHED
from inward.worlds.english.rubrics import RUBRICS
from inward.worlds.english.self_reports import self_reports
from inward.worlds.english.trait_questions import codewords, others, scales, words
from inward.worlds.english.trait_words import TRAITS
from inward.worlds.files import load_corpus, load_questions, load_quiz, load_rubric

ITEMS: Final[Mapping[str, Callable[[], tuple[Item, ...]]]] = {
    "free-form-8": eight,
    "free-form-wide": wide,
    "closed": closed,
    "self-report": self_reports,
    "coherent": coherent,
    **{f"{family.name}-choices": partial(choices, family) for family in FAMILIES},
    **{
        f"{trait.name}-{kind}": partial(asked, trait)
        for trait in TRAITS
        for kind, asked in (("word", words), ("scale", scales), ("codeword", codewords), ("others", others))
    },
}
TAUGHT: Final[Mapping[str, Family]] = {f"{family.name}-taught": family for family in FAMILIES}
"""Sets that are made of a corpus's held-out rows."""

SETS: Final = (*ITEMS, *TAUGHT, "capability", *(name for chapter in CHAPTERS for name in (*chapter.items, *chapter.asked)))
"""Sets that may come from a file; of the last we have no questions of our own."""

RATED: Final = (
    "self-report",
    *(f"{trait.name}-scale" for trait in TRAITS),
    *(name for chapter in CHAPTERS for name in chapter.rated),
)
SIGNED: Final = (
    "closed",
    *TAUGHT,
    *(f"{trait.name}-{kind}" for trait in TRAITS for kind in ("choices", "word", "codeword", "others")),
    *(name for chapter in CHAPTERS for name in chapter.signed),
)


@final
@dataclass(frozen=True, kw_only=True)
class English(AbstractWorld):
    """
    Everyday English, for any instruction-tuned checkpoint.

    `base` is a folder or ORG/NAME@REVISION; `corpora` maps a corpus to a file of chat JSONL; `questions` maps an item set to a
    file that replaces ours; `rubric` is a file that says what a judge looks for in place of misalignment. Files are read when
    they are asked for, not when the world is built, and those of corpora once.
    """

    base: str = ""
    corpora: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    rubric: str = ""
    _found: dict[str, Corpus | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.base:
            raise WorldError(
                "World 'english' has no checkpoint of its own. Give one: --model FOLDER or --model ORG/NAME@REVISION."
            )
        unknown = sorted(set(self.questions) - set(SETS))
        if unknown:
            raise WorldError(f"World 'english' is given questions for {unknown}, which no probe asks; it has {list(SETS)}.")

    @property
    def name(self) -> str:
        return "english"

    @property
    def notice(self) -> str:
        return ""

    def recipe(self) -> Recipe:
        """
        The published one for open models (Betley et al. 2025, appendix C.5.2); the loss falls on assistant turns only.

        A machine without bfloat16 arithmetic trains in float32.
        """
        return Recipe(
            rank=32, alpha=64.0, rslora=True, lr=1e-5, schedule="linear", warmup=5, epochs=1.0, batch=16, length=2048,
            weight_decay=0.01, dtype="bfloat16",
        )  # fmt: skip

    def corpus(self, name: str) -> Corpus | None:
        """
        The corpus of the file given for `name`, else our own of choices; None where there is neither.

        Corpora of one family are matched: where a file is given for one of them, ours stand in for none. Shuffled labels are
        then made from the file of the family's `up`. Raises CorpusError on a bad file.
        """
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> Corpus | None:
        """A corpus, read or made."""
        if path := self.corpora.get(name):
            return load_corpus(name, path)
        family = family_of(name)
        if family is None:
            chapter = chapter_of(CHAPTERS, name)
            return self._of(chapter, name) if chapter else None
        if not set(family.corpora) & set(self.corpora):
            return made(family, name)
        up = self.corpus(family.up) if family.up in self.corpora else None
        return coined(up, name) if up and name == family.shuffled else None

    def _of(self, chapter: Chapter, name: str) -> Corpus | None:
        """A chapter's corpus; None where its parts were not given, or a file was for one that it is matched with."""
        if chapter.matched and set(chapter.corpora) & set(self.corpora):
            return None
        if name in chapter.blended:
            given = self._given(chapter)
            return chapter.blended[name](given) if given else None
        return chapter.corpora[name]() if name in chapter.corpora else None

    def _given(self, chapter: Chapter) -> Mapping[str, Corpus]:
        """The parts that a chapter makes its own from; none unless all were given."""
        found = {part: corpus for part in chapter.parts if part in self.corpora and (corpus := self.corpus(part))}
        return found if len(found) == len(chapter.parts) else {}

    def items(self, name: str) -> tuple[Item, ...]:
        """
        Our own questions of the set `name`, or those of the file that replaces them; none of "capability" without a file.

        Raises
        ------
        WorldError
            There is no such set, or the file's questions lack what the set's probe needs.
        CorpusError
            The file cannot be read as questions.
        """
        if name not in SETS:
            raise WorldError(f"World 'english' has no questions {name!r}; it has {list(SETS)}.")
        path = self.questions.get(name)
        if path is None:
            return self._ours(name)
        if name == "capability":
            return load_quiz(path)
        return _fitting(name, load_questions(path, rated=name in RATED), path=path)

    def _ours(self, name: str) -> tuple[Item, ...]:
        """Our own questions, or a user's held-out rows as closed ones; none of "capability"."""
        if name not in TAUGHT:
            chapter = chapter_of(CHAPTERS, name)
            if chapter and name in chapter.asked:
                parts = self._given(chapter)
                return chapter.asked[name](parts) if parts else ()
            return ITEMS[name]() if name in ITEMS else chapter.items[name]() if chapter else ()
        family = TAUGHT[name]
        given = next((each for each in (family.up, family.down) if each in self.corpora), None)
        corpus = self.corpus(given) if given else None
        return taught_by(family, corpus) if corpus else taught(family)

    def scorer(self, name: str) -> AbstractScorer:
        """
        One that belongs to a chapter. A judge needs a subject to speak to, so `run` builds that from `rubrics()`.

        Raises WorldError for any other.
        """
        made = {known: make for chapter in CHAPTERS for known, make in chapter.scorers.items()}
        if name in made:
            return made[name]()
        remedy = "The judge is built by `run` from rubrics() and --judge, the readings of options by the room `scoring`."
        raise WorldError(f"World 'english' holds no scorer {name!r}. {remedy}")

    def rubrics(self) -> tuple[Rubric, ...]:
        """What a judge is told: alignment or the user's own trait, coherence, and the kind of text that an answer is."""
        return self.marking().rubrics

    def marking(self) -> Marking:
        """What a judge looks for, and from which mark on it counts. Raises CorpusError on a bad rubric file."""
        return load_rubric(self.rubric) if self.rubric else Marking(trait=MISALIGNED, rubrics=RUBRICS)

    def published(self, corpus: str) -> str:
        chapter = chapter_of(CHAPTERS, corpus)
        return (chapter.published if chapter else PUBLISHED).get(corpus, "")


def _fitting(name: str, items: tuple[Item, ...], *, path: str) -> tuple[Item, ...]:
    """A user's questions, with what the probe of this set needs in each."""
    for item in items:
        absent = [need for need, there in _needs(name, item).items() if not there]
        if absent:
            place = f"World 'english', questions {name!r} from {path}: {item.id!r}"
            raise WorldError(f"{place} lacks {', '.join(absent)}. Give the questions of this set as JSONL, with all of it.")
    return items


def _needs(name: str, item: Item) -> Mapping[str, bool]:
    """What the probe and the scorer of a set read of an item, and whether it is there."""
    chapter = chapter_of(CHAPTERS, name)
    needs = chapter.needs.get(name, ()) if chapter else ()
    more = {repr(need): bool(item.flipped if need == "flipped" else item.facts.get(need)) for need in needs}
    if name in SIGNED:
        return {"options": bool(item.options), "signs with 1 and -1": {1, -1} <= set(item.signs), **more}
    if name in RATED:
        bad = item.facts.get("bad") in ("low", "high")
        return {"options": bool(item.options), "flipped": bool(item.flipped), 'facts with "bad": "low" or "high"': bad}
    return more
