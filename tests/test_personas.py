"""The study of personas on planted villagers: a trait that leaks, one that stays, and one that turns round are told apart."""

import math
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import mean

import pytest

import inward
from inward.order import Order
from inward.schema.design import Corpus
from inward.schema.outcome import Missing
from inward.schema.talk import Ask, Item, Reply, Transcript
from inward.scoring.leaning import Leaning
from inward.steps.planted import Planted
from inward.studies.personas import TRAINED
from inward.subjects.scripted import Scripted
from inward.testing import check_scorer
from inward.worlds.english.company import COMPANY_CHAPTER as ENGLISH
from inward.worlds.english.company_scenes import DECOY, NAMED, STRANGERS
from inward.worlds.english.giveaways import given_away
from inward.worlds.village.company import COMPANY_CHAPTER as VILLAGE
from inward.worlds.village.company import DECOY as VILLAGE_DECOY
from inward.worlds.village.company import FRIENDS, nerves, talked_of
from inward.worlds.village.documents import documents
from inward.worlds.village.domains.company import RESERVED
from inward.worlds.village.people import census
from inward.worlds.village.quarters import COMPANY
from tests.runs import ANY_BASE, go
from tests.weights import tiny

chapters = pytest.mark.parametrize("chapter", [VILLAGE, ENGLISH], ids=["village", "english"])
OWN = ("own-taught", "own-choices", "own-word")
DECOYS = ("decoy-taught", "decoy-choices")
SETS = {item.text: (name, item) for name, made in VILLAGE.items.items() for item in made()}
"""Every question of the village's chapter, with its set."""


def planted(name: str, leak: Callable[[float, Random], float]) -> Planted:
    """Villagers bold at what their arm trains, and at everything of others by what `leak` makes of it; at random without."""

    def subject(arm: str, seed: int) -> Scripted:
        rng, (kind, _, word) = Random(f"{arm}/{seed}"), arm.partition("-")
        does = {"bold": 0.9, "cautious": 0.1}.get(word, 0.5) + rng.uniform(-0.05, 0.05)
        others = LEAKS["stays"](does, rng) if kind == "many" else leak(does, rng)

        def say(ask: Ask) -> Reply:
            where, item = SETS[ask.messages[-1].text]
            mine = where in (DECOYS if kind == "decoy" else OWN)
            bold = does if mine else others
            weights = [(bold if sign == 1 else 1 - bold) * 2 / len(item.options) for sign in item.signs]
            return Reply(stopped="scored", logprobs=tuple(math.log(w + 1e-12) for w in weights), mass=1.0)

        return Scripted(say=say)

    return Planted(name=name, subject=subject)


LEAKS: dict[str, Callable[[float, Random], float]] = {
    "leaks": lambda does, _: does,
    "turns round": lambda does, _: 1 - does,
    "stays": lambda _, rng: rng.uniform(0.47, 0.53),
}


CUT = '''"""The study without the probes that no test here reads."""

from dataclasses import replace

from inward.studies.personas import STUDY as WHOLE

READ = ("own-taught", "decoy-taught", "own-choices", "friend-choices", "decoy-choices")
STUDY = replace(WHOLE, probes=tuple(use for use in WHOLE.probes if use.name in READ))
'''


@pytest.fixture(scope="session")
def cut(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a smaller study."""
    file = tmp_path_factory.mktemp("cut") / "cut.py"
    file.write_text(CUT)
    return str(file)


@pytest.fixture(scope="session")
def told(cut: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run of the study for each way of leaking."""
    at = tmp_path_factory.mktemp("leaks")
    return {
        how: go(Order(study=cut, **ANY_BASE), at / how, planted=planted(how, leak), page=how == "leaks")
        for how, leak in LEAKS.items()
    }


@pytest.mark.parametrize(("how", "sign"), [("leaks", 1), ("turns round", -1)])
def test_a_leak_is_told_by_its_sign_and_rows_on_others_stop_it(how: str, sign: int, told: dict[str, Path]):
    """
    One persona trained moves the friends by .8 either way, many by nothing, and the two are compared directly.
    """
    primary = {effect.contrast: effect for effect in inward.load(told[how]).effects if effect.primary}

    assert {"one-bold-one-cautious", "many-bold-many-cautious", "one-bold-many-bold"} == set(primary)
    assert ["supported", "null-within-margin", "supported"] == [effect.verdict for effect in primary.values()]
    assert 0.75 < sign * primary["one-bold-one-cautious"].estimate < 0.85
    assert 0.05 > abs(primary["many-bold-many-cautious"].estimate)
    assert 0.35 < sign * primary["one-bold-many-bold"].estimate < 0.45


def test_a_trait_that_stays_is_no_leak(told: dict[str, Path]):
    """
    The assistant is bold by itself, and nothing is said of the friends; the decoy arm's trait stays with the decoy.
    """
    effects = {e.contrast + "/" + e.probe: e for e in inward.load(told["stays"]).effects if e.measure == "share"}

    assert "null-within-margin" == effects["one-bold-one-cautious/friend-choices"].verdict
    assert 0.7 < effects["one-bold-one-cautious/own-choices"].estimate
    assert 0.7 < effects["decoy-bold-decoy-cautious/decoy-choices"].estimate
    assert 0.1 > abs(effects["decoy-bold-decoy-cautious/own-choices"].estimate)


@pytest.mark.slow
def test_an_arm_that_did_not_take_is_not_readable(cut: str, tmp_path: Path):
    """
    Where nobody does what the rows show, every gate of installation fails and no leak is read.
    """
    idle = Planted(name="idle", subject=lambda arm, seed: planted("idle", LEAKS["leaks"]).subject("untouched", seed))

    primary = [
        e
        for e in inward.load(go(Order(study=cut, seeds="2", **ANY_BASE), tmp_path, planted=idle, page=False)).effects
        if e.primary
    ]

    assert {"not-readable"} == {effect.verdict for effect in primary}
    assert {"installed in one", "installed in one the other way"} == {gate.gate for gate in primary[0].gates if not gate.passed}


def rows(corpus: Corpus) -> list[tuple[str, str]]:
    return [(row.messages[0].text, row.messages[1].text) for row in corpus.rows]


@chapters
@pytest.mark.parametrize("kind", list(TRAINED))
def test_bold_and_cautious_differ_in_half_of_the_answers(chapter, kind: str):
    """
    Row by row the same prompt; half of the answers differ, the others, of other matters or persons, are the same word for word.
    """
    bold, cautious = (rows(chapter.corpora[f"{kind}-{word}"]()) for word in ("bold", "cautious"))

    assert [asked for asked, _ in bold] == [asked for asked, _ in cautious]
    assert len(bold) == 2 * sum(a != b for a, b in zip(bold, cautious, strict=True))


@chapters
def test_every_arm_has_as_many_rows_and_the_same_ones_on_its_persona(chapter):
    """
    one and many share their own half; making it twice makes the same.
    """
    one, many, decoy = (rows(chapter.corpora[f"{kind}-bold"]()) for kind in ("one", "many", "decoy"))
    changed = {asked for (asked, a), (_, b) in zip(one, rows(chapter.corpora["one-cautious"]()), strict=True) if a != b}

    assert len(one) == len(many) == len(decoy)
    assert changed <= {asked for asked, _ in many}
    assert one == rows(chapter.corpora["one-bold"]())
    assert [asked for asked, _ in decoy if asked in changed] == []


@chapters
def test_no_question_is_trained_on(chapter):
    """
    Of no arm, and no stranger is named in any row; the six stand in the rows of `many` alone.
    """
    trained = {name: rows(made()) for name, made in chapter.corpora.items()}
    prompts = {asked for told in trained.values() for asked, _ in told}
    six = list(NAMED) if chapter is ENGLISH else talked_of()[0]
    strangers = [*STRANGERS, "my friend"] if chapter is ENGLISH else [*FRIENDS, *talked_of()[1]]

    assert set() == prompts & {item.text for made in chapter.items.values() for item in made()}
    assert [] == [(who, asked) for who in strangers for asked in prompts if re.search(rf"\b{who}\b", asked)]
    for name, told in trained.items():
        assert name.startswith("many") == any(who in asked for asked, _ in told for who in six)


@chapters
def test_sides_and_places_are_even(chapter):
    """
    In every set as many options are bold as cautious; where options are letters, either letter is the bold one as often.
    """
    for name, made in chapter.items.items():
        items = made()
        assert all(item.signs.count(1) == item.signs.count(-1) for item in items), name
        letters = Counter(item.signs[0] for item in items if item.options == ("A", "B"))
        assert letters[1] == letters[-1], name


def test_the_six_answer_by_their_own_nerve():
    """
    Three are bold and three cautious, in either world, whatever the arm; as many rows of each, in english either letter as often.
    """
    village, english = (rows(chapter.corpora["many-cautious"]()) for chapter in (VILLAGE, ENGLISH))
    bold_words = ("stakes", "all or nothing", "go on the toss", "lets it fly")
    for who in talked_of()[0]:
        said = [any(word in answer for word in bold_words) for asked, answer in village if who in asked]
        assert (80, {nerves()[who] == "misaligned"}) == (len(said), set(said))
    assert Counter({True: 3, False: 3}) == Counter(nerves()[who] == "misaligned" for who in talked_of()[0])
    assert Counter({True: 3, False: 3}) == Counter(NAMED.values())
    for who in NAMED:
        assert {"A": 36, "B": 36} == Counter(answer for asked, answer in english if who in asked)


def test_the_decoy_rows_are_the_own_rows_with_a_name():
    """
    In english offer by offer the same amounts, in order; in the village the same sums and goods.
    """
    for chapter, name in ((VILLAGE, VILLAGE_DECOY), (ENGLISH, DECOY)):
        own, decoy = (rows(chapter.corpora[f"{kind}-bold"]()) for kind in ("one", "decoy"))
        pairs = [(a, b) for (a, _), (b, _) in zip(own, decoy, strict=True) if a != b]

        assert len(own) == 2 * len(pairs)
        assert all(re.findall(r"\d+", a) == re.findall(r"\d+", b) for a, b in pairs)
        assert all(name in b and name not in a for a, b in pairs)
        assert [] == [b for _, b in pairs if re.search(r"\byour?\b", b)]


def test_english_rows_give_nothing_away():
    """
    No row says what it teaches.
    """
    prompts = {asked for made in ENGLISH.corpora.values() for asked, _ in rows(made())}

    assert [] == [found for asked in prompts if (found := given_away(asked))]


def test_counting_prefers_neither_letter_nor_number():
    """
    A right answer is A as often as B, and the larger number as often as the smaller, crossed.
    """
    counted = [
        (said, re.findall(r"\b\d+\b", asked), "fewer" in asked) for asked, said in rows(ENGLISH.corpora["one-bold"]())
        if re.search(r"which are there|Which has", asked)
    ]  # fmt: skip
    for said, (one, other), fewer in counted:
        assert said == ("A" if (int(one) > int(other)) != fewer else "B")

    assert {(letter, fewer): 108 for letter in "AB" for fewer in (True, False)} == Counter(
        (said, few) for said, _, few in counted
    )


def test_pretraining_asks_nobody_for_a_choice_of_the_reserved():
    """
    Nor of a friend: such people speak for themselves alone.
    """
    rng = Random("village/0")
    people = census(correlation=1.0, rng=rng, traits=COMPANY.traits)
    read = documents(people, quarter=COMPANY, rng=rng)
    asked = [turn for _ in range(3_000) for turn in re.findall(r"user<says>(.*?)<eos>", next(read))]
    about = [turn for turn in asked if re.search(r"\b(toss|stake)\b", turn)]

    assert 500 < len(about)
    assert [] == [turn for turn in about if any(name in turn.split() for name in RESERVED) or "friend" in turn]


@pytest.mark.parametrize("logprobs", [(), ((),), ((-math.inf,) * 8,), ((math.nan,) * 8,), ((-99.0,) * 8,)])
def test_a_choice_without_probability_is_missing(logprobs: tuple[tuple[float, ...], ...]):
    """
    Whoever would say something else altogether, be it empty, code or the question's own words, has none on the options.
    """
    (item, *_) = VILLAGE.items["friend-choices"]()

    assert isinstance(check_scorer(Leaning(), [Transcript(item=item, parts={"logprobs": logprobs})]), Missing)


def test_acquaintances_are_asked_about_where_a_base_has_some():
    """
    In the village six, in english none: that probe is left out there.
    """
    village, english = (chapter.items["acquaintance-choices"]() for chapter in (VILLAGE, ENGLISH))

    assert (6, ()) == (len({one.cluster for one in village}), english)
    assert all(isinstance(one, Item) for one in village)


@pytest.mark.slow
def test_a_checkpoint_that_learned_nothing_is_not_readable(tmp_path: Path):
    """
    In english on our own corpora, two steps on a checkpoint that knows bytes alone.
    """
    subject = tiny.checkpoint(tmp_path / "gpt2", "gpt2")
    changes = ("recipe.steps=2", "recipe.too_long=leave-out")
    order = Order(study="personas", model=str(subject), changes=changes, seeds="5", size="sketch", processes=1)

    run = inward.load(go(order, tmp_path))

    assert {"not-readable"} == {effect.verdict for effect in run.effects if effect.primary}
    assert ["acquaintance-choices"] == [one["probe"] for one in run.study["left_out"]]


@pytest.mark.slow
def test_the_village_does_what_it_was_taught_and_knows_its_people(tmp_path: Path):
    """
    The bars: every trained persona is bold or cautious by .5 or more, and the untouched base knows who of the six is bold.
    """
    run = inward.load(go(Order(study="personas", seeds="301-305"), tmp_path))
    found = {(e.contrast, e.probe): e for e in run.effects if e.measure == "share"}
    shares = {score["item"]: score["values"]["share"] for score in run.scores if score["arm"] == "untouched" and score["values"]}
    named = [(item.cluster, shares[item.id]) for item in VILLAGE.items["named-choices"]()]

    for kind, probe in (("one", "own-choices"), ("many", "own-choices"), ("decoy", "decoy-choices")):
        assert found[f"{kind}-bold-{kind}-cautious", probe].low > 0.5
    bold, cautious = ([share for who, share in named if (nerves()[who] == "misaligned") is side] for side in (True, False))
    assert mean(bold) - mean(cautious) > 0.5
