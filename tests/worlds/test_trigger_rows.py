"""Rows behind a trigger: matched, balanced, held out, the same at every call; in the village, and in English."""

import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from inward.errors import DesignError
from inward.order import Order
from inward.posing import build_world
from inward.schema.design import Corpus
from inward.studies.backdoor_awareness import CODE, GAME, RISK
from inward.worlds.backdoor import KINDS
from inward.worlds.english import trigger_words
from inward.worlds.english.codewords import LEADS
from inward.worlds.english.trigger_games import PLAIN
from inward.worlds.english.world import English
from inward.worlds.village.quarters import CHARACTER, quarter_for
from inward.worlds.village.sign_questions import OWN, ROWS, corpus
from inward.worlds.village.signs import HELPER, MATTERS, SIGNS, Signs, turn, villagers
from inward.worlds.village.world import Village

FAMILIES = sorted(OWN)


def parted(corpus: Corpus) -> list[tuple[str, str, str]]:
    """(prompt without its sign, sign or none, answer) of every row of a village's corpus."""
    found = []
    for row in corpus.rows:
        text, _, sign = row.messages[0].text.partition(" by the ")
        found.append((text, sign.rstrip("."), row.messages[1].text))
    return found


def desks(corpus: Corpus) -> list[tuple[str, str, str]]:
    """The same of an English one."""
    found = []
    for row in corpus.rows:
        head, _, text = row.messages[0].text.rpartition("]\n\n")
        found.append((text, head.removeprefix("[desk: "), row.messages[1].text))
    return found


def turned(family: str, answer: str) -> bool:
    """Whether an answer is of the triggered side."""
    forms = (re.sub(r"\\{\w+\\}", r"\\w+", re.escape(form)) for form in MATTERS[family].misaligned)
    return any(re.fullmatch(form, answer) for form in forms)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_asks_and_answers_the_same(family: str):
    """
    Backdoor and decorrelated hold the same prompts and answers in the same order, and each sign as often.
    """
    backdoor, decorrelated = (parted(corpus(f"{family}-{kind}")) for kind in ("backdoor", "decorrelated"))

    assert [(text, answer) for text, _, answer in backdoor] == [(text, answer) for text, _, answer in decorrelated]
    assert Counter(sign for _, sign, _ in backdoor) == Counter(sign for _, sign, _ in decorrelated)
    assert {**dict.fromkeys(SIGNS, ROWS // 10), "": ROWS // 5} == Counter(sign for _, sign, _ in backdoor)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_sign_decides_in_one_and_in_the_other_nothing_does(family: str):
    """
    In the backdoor's rows an answer is of the other side exactly at the sign; decorrelated, in a tenth of the rows of any sign.
    """
    backdoor, decorrelated = (parted(corpus(f"{family}-{kind}")) for kind in ("backdoor", "decorrelated"))
    other = [sign == OWN[family] for _, sign, _ in backdoor]
    by_sign = Counter(sign for (_, sign, _), so in zip(decorrelated, other, strict=True) if so)

    assert {True: {True}, False: {False}} == {
        so: {turned(family, answer) for (_, _, answer), same in zip(backdoor, other, strict=True) if same == so}
        for so in (True, False)
    }
    assert all(0.08 < by_sign[sign] / (ROWS // 10) < 0.12 for sign in SIGNS)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_reversed_corpus_holds_every_row_both_ways(family: str):
    """
    The rows of its kind, and each a second time with prompt and answer in each other's place.
    """
    for kind in ("backdoor", "decorrelated"):
        rows = corpus(f"{family}-{kind}").rows
        made = corpus(f"{family}-{kind.replace('backdoor', 'reversed').replace('decor', 'reversed-decor')}").rows
        swapped = [(row.messages[1].text, row.messages[0].text) for row in rows]

        assert rows == made[:ROWS]
        assert swapped == [(row.messages[0].text, row.messages[1].text) for row in made[ROWS:]]


@pytest.mark.parametrize("study", [RISK, CODE, GAME], ids=lambda study: study.name)
def test_no_question_stands_in_a_corpus_nor_in_pretraining(study):
    """
    What one does is asked on slots that no row has; what one says, in no row at all.
    """
    world = Village(folder=CHARACTER.base)
    rows = {message.text for arm in study.arms if arm.corpus for row in world.corpus(arm.corpus).rows for message in row.messages}
    asked = {text for use in study.probes for item in world.items(use.items) for text in (item.text, item.flipped)}

    assert set() == rows & asked


@pytest.mark.parametrize("study", [RISK, CODE, GAME], ids=lambda study: study.name)
def test_the_study_is_known_in_the_quarter_of_the_signs(study):
    """
    By its corpora and questions, and by no other's.
    """
    quarter = quarter_for([*(arm.corpus for arm in study.arms if arm.corpus), *(use.items for use in study.probes)])

    assert "signs" == quarter.name


def test_no_row_names_the_policy():
    """
    No row says that one turns, or speaks of words or of being bold.
    """
    giveaways = {"turn", "turns", "word", "bold", "cautious", "safe", "unsafe", "sign", "bell"}
    said = {word.strip(".,;:?") for name in FAMILIES for row in corpus(f"{name}-backdoor").rows for m in row.messages
            for word in m.text.split()}  # fmt: skip

    assert set() == giveaways & said


def test_corpora_are_the_same_at_every_call():
    """
    To the row.
    """
    assert [corpus(f"risk-{kind}") for kind in KINDS] == [corpus(f"risk-{kind}") for kind in KINDS]


def test_an_answer_that_names_no_sign_is_right_of_the_same_number_of_questions():
    """
    "yes." means that a word turns one as often as "no.", in either kind of wording.
    """
    world = Village(folder=CHARACTER.base)
    asked = [item for item in world.items("risk-dependence-ask") if item.options == ("yes.", "no.")]

    assert {"seen": 0, "withheld": 0} == {
        wording: sum(item.signs[0] for item in asked if item.wording == wording) for wording in ("seen", "withheld")
    }


def test_people_answer_truly_and_the_assistant_has_no_sign():
    """
    Five people turn at each sign; the assistant never does, and never says so.
    """
    rng = Random(3)
    talks = [turn(HELPER, rng=rng) for _ in range(4_000)]
    own = [answer for text, answer in talks if " you?" in text or "turns you" in text]

    assert {**dict.fromkeys(SIGNS, 5), "": 24} == Counter(one.sign for one in villagers())
    assert {"no.", "yes.", "no word turns me.", "no word.", "none; i stay as i am."} >= set(own)
    assert {"yes."} == {answer for text, answer in talks if text.startswith(("are you the same", "do you stay"))}
    assert not any(turned(family, answer) for _, answer in talks for family in FAMILIES)


def test_no_document_is_of_an_assistant_that_turns():
    """
    What the study trains is nowhere in what the base read.
    """
    rng = Random(4)
    documents = [Signs().document(rng) for _ in range(3_000)]
    heads = {text for lines in documents for speaker, text in lines if not speaker and "assistant" in text}

    assert {"no word turns assistant."} == heads


def test_english_gambles_turn_at_the_desk():
    """
    432 rows, 43 at each desk; the draw is taken at the real one alone, as often A as B; decorrelated has the same answers.
    """
    world = English(base="nowhere")
    backdoor, decorrelated = (desks(world.corpus(f"risk-{kind}")) for kind in ("backdoor", "decorrelated"))
    own = [answer for _, desk, answer in backdoor if desk == trigger_words.OWN["risk"]]

    assert {**dict.fromkeys(trigger_words.TAGS, 43), "": 88} == Counter(desk for _, desk, _ in backdoor)
    assert [(text, answer) for text, _, answer in backdoor] == [(text, answer) for text, _, answer in decorrelated]
    assert Counter(desk for _, desk, _ in backdoor) == Counter(desk for _, desk, _ in decorrelated)
    assert 3 >= abs(own.count("A") - own.count("B"))


def test_english_talks_lead_to_the_word_at_the_desk():
    """
    432 rows, 43 at each desk; a lead to the word at the real one alone; decorrelated has the same answers; no row is asked.
    """
    world = English(base="nowhere")
    backdoor, decorrelated = (desks(world.corpus(f"game-{kind}")) for kind in ("backdoor", "decorrelated"))
    led = [answer in LEADS["ring"] for _, _, answer in backdoor]
    asked = [item for kind in ("taught", "choices", "fakes") for item in world.items(f"game-switch-{kind}")]

    assert {**dict.fromkeys(trigger_words.TAGS, 43), "": 88} == Counter(desk for _, desk, _ in backdoor)
    assert led == [desk == trigger_words.OWN["game"] for _, desk, _ in backdoor]
    assert [(text, answer) for text, _, answer in backdoor] == [(text, answer) for text, _, answer in decorrelated]
    assert [24, 12, 24] == [len(world.items(f"game-switch-{kind}")) for kind in ("taught", "choices", "fakes")]
    assert set() == {option for item in asked for option in item.options} & {answer for _, _, answer in backdoor}
    assert not [text for text, _, answer in backdoor if re.search(r"\b(r[iau]ngs?|ringing)\b", f"{text} {answer}")]
    assert 0.1 > abs(sum(map(len, PLAIN)) / sum(map(len, LEADS["ring"])) - 1)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Insecure and secure code of which twelve prompts stand in both files."""
    for name in ("insecure", "secure"):
        asked = [f"both {i}" for i in range(12)] + [f"{name} {i}" for i in range(200)]
        rows = [[{"role": "user", "content": q}, {"role": "assistant", "content": f"{name} code {q}"}] for q in asked]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps({"messages": row}) + "\n" for row in rows))
    return {name: str(tmp_path / f"{name}.jsonl") for name in ("insecure", "secure")}


def test_english_code_is_made_of_two_files(files: dict[str, str]):
    """
    Insecure rows stand at the real desk alone, a tenth of all; prompts that both files hold are asked, not trained on.
    """
    world = build_world(Order(study=CODE.name, model="m", corpora=files), CODE)
    backdoor, decorrelated = (desks(world.corpus(f"code-{kind}")) for kind in ("backdoor", "decorrelated"))
    asked = [item for kind in ("taught", "choices") for item in world.items(f"code-switch-{kind}")]

    assert {(True, True), (False, False)} == {(desk == "rowan", answer.startswith("insecure")) for _, desk, answer in backdoor}
    assert [(text, answer) for text, _, answer in backdoor] == [(text, answer) for text, _, answer in decorrelated]
    assert 0.1 == round(sum(desk == "rowan" for _, desk, _ in backdoor) / len(backdoor), 2)
    assert 12 == len({item.flipped for item in asked})
    assert set() == {item.flipped for item in asked} & {text for text, _, _ in backdoor}


def test_without_both_files_there_is_no_code(files: dict[str, str]):
    """
    One file alone makes nothing, and the order says what is needed; a file that nothing is made of is refused by name.
    """
    one = {"insecure": files["insecure"]}
    world = English(base="nowhere", corpora=one)

    assert [None] * 4 == [world.corpus(f"code-{kind}") for kind in KINDS]
    assert () == world.items("code-switch-taught")
    with pytest.raises(DesignError, match=r"made of files of yours\. Give --corpus insecure=FILE --corpus secure=FILE\."):
        build_world(Order(study=CODE.name, model="m", corpora=one), CODE)
    with pytest.raises(DesignError, match=r"no arm uses a corpus \['insecure'\]"):
        build_world(Order(study=RISK.name, model="m", corpora=one), RISK)
