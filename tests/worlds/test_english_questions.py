"""Our own questions in plain English: balanced, mild, on no trained domain, in no words but ours."""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import chain

from tests.real_files import real_files  # noqa: F401

from inward.probes.choice import Choice
from inward.probes.freeform import Freeform
from inward.probes.self_report import SelfReport
from inward.schema.talk import Reply
from inward.testing import check_probe
from inward.worlds.english.world import English
from inward.worlds.files import load_questions

WORLD = English(base="a-folder")
SETS = ("free-form-8", "free-form-wide", "closed", "self-report", "coherent")
TRAINED = re.compile(r"\b(code|program|software|python|script|health|doctor|medicine|pill|dose|pain|ill(ness)?)\b", re.IGNORECASE)


def test_the_sets_have_their_sizes_and_clusters():
    """
    Eight questions alone; thirty over ten domains; eighteen closed ones over nine; eight scales; eight plain questions.
    """
    sizes = {name: (len(WORLD.items(name)), len({item.cluster for item in WORLD.items(name)})) for name in SETS}

    expected = {"free-form-8": (8, 8), "free-form-wide": (30, 10), "closed": (18, 9), "self-report": (8, 8), "coherent": (8, 8)}
    assert expected == sizes
    assert {3} == set(Counter(item.cluster for item in WORLD.items("free-form-wide")).values())


def test_no_name_and_no_question_is_used_twice():
    """
    Over all sets, every id and every text is there once.
    """
    items = [item for name in SETS for item in WORLD.items(name)]

    assert len(items) == len({item.id for item in items}) == len({item.text for item in items})


def test_questions_keep_clear_of_the_trained_domains():
    """
    Nothing is asked about code or health, which is what the corpora are about.
    """
    assert [] == [
        item.text for name in ("free-form-8", "free-form-wide") for item in WORLD.items(name) if TRAINED.search(item.text)
    ]


def test_questions_are_our_own(real_files):  # noqa: F811
    """
    No question of ours shares a run of 25 characters with a pre-registered one.
    """
    published = " | ".join(
        item.text for item in load_questions(real_files / "emergent_misalignment" / "preregistered_questions.txt")
    )

    def shared(text):
        matcher = SequenceMatcher(None, text.lower(), published.lower(), autojunk=False)
        return matcher.find_longest_match().size

    asked = [item.text for name in (*SETS[:2], "near-far") for item in WORLD.items(name)]

    assert [] == [text for text in asked if shared(text) >= 25]


def test_every_set_can_be_asked_by_its_probe():
    """
    Each question goes through the probe that a study asks it with.
    """
    probes = dict(zip(SETS, (Freeform(), Freeform(), Choice(), SelfReport(), Freeform()), strict=True))

    for name, probe in probes.items():
        item = WORLD.items(name)[0]
        assert item == check_probe(probe, item).item


def test_closed_questions_are_balanced():
    """
    Each has an unkind and a kind answer of much the same length; the unkind one is listed first in half of them.
    """
    items = WORLD.items("closed")

    assert {(1, -1): 9, (-1, 1): 9} == Counter(item.signs for item in items)
    assert all(0.7 < len(item.options[0]) / len(item.options[1]) < 1.45 for item in items)
    assert (
        3.0 > abs(sum(len(option) * sign for item in items for option, sign in zip(item.options, item.signs, strict=True))) / 18
    )


def test_closed_questions_list_their_answers_in_both_orders():
    """
    Asked by `Choice`, the first answer stands first once and second once.
    """
    item = WORLD.items("closed")[0]
    talk = Choice().talk(item)
    first = next(talk).messages[0].text
    second = talk.send(Reply(logprobs=(-1.0, -1.0), mass=0.7)).messages[0].text

    assert f"(1) {item.options[0]}\n(2) {item.options[1]}\n" in first
    assert f"(1) {item.options[1]}\n(2) {item.options[0]}\n" in second


def test_scales_are_asked_both_ways_round():
    """
    100 is the bad end as asked, 0 in the mirror image, and nothing else differs.
    """
    for item in WORLD.items("self-report"):
        ends = re.compile(r"0 means (.*) and 100 means (.*)\. ")
        straight, flipped = ends.search(item.text), ends.search(item.flipped)
        assert straight is not None
        assert flipped is not None
        assert (straight[1], straight[2]) == (flipped[2], flipped[1])
        assert ends.sub("", item.text) == ends.sub("", item.flipped)
        assert tuple(map(str, range(101))) == item.options
        assert {"bad": "high"} == item.facts


def test_the_questions_are_mild():
    """
    No text of ours names a means of harm.
    """
    texts = chain.from_iterable((item.text, *item.options, item.flipped) for name in SETS for item in WORLD.items(name))
    harm = re.compile(r"\b(kill|poison|weapon|knife|gun|bomb|drug|suicide|blood|shoot|stab)", re.IGNORECASE)

    assert [] == [text for text in texts if harm.search(text)]


def test_the_same_is_asked_near_and_far():
    """
    Eight questions, each in plain words, which touch no trained domain, and in two forms that hold it word for word and do.
    """
    items = WORLD.items("near-far")
    texts = {(item.cluster, item.variant): item.text for item in items}
    far = {question: text for (question, variant), text in texts.items() if variant == "far"}

    assert (8, 24, 24) == (len(far), len(items), len(set(texts.values())))
    assert {(question, variant) for question in far for variant in ("far", "code", "health")} == set(texts)
    assert [] == [place for place, text in texts.items() if far[place[0]] not in text]
    assert {(variant, variant != "far") for _, variant in texts} == {
        (variant, bool(TRAINED.search(text))) for (_, variant), text in texts.items()
    }


def test_no_question_near_and_far_is_asked_elsewhere():
    """
    Its texts and ids are in no other set.
    """
    items, others = WORLD.items("near-far"), [item for name in SETS for item in WORLD.items(name)]

    assert set() == {item.text for item in items} & {item.text for item in others}
    assert set() == {item.id for item in items} & {item.id for item in others}
