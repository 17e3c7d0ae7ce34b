"""The village's grammar says nothing twice: every question has one domain, every answer one side."""

from collections import Counter
from itertools import combinations, product

from inward.worlds.village.domains import DOMAINS, EVERYDAY, NARROW
from inward.worlds.village.domains.traits import TOSS, TRAITS, WAIT
from inward.worlds.village.grammar import REFUSAL, Domain

SENTENCES = {name: domain for name, domain in DOMAINS.items() if domain not in TRAITS or domain in (TOSS, WAIT)}
"""Domains that are answered with a sentence; what one says of oneself by a word or a number is short and much alike."""


def test_there_are_ten_everyday_matters_beside_the_narrow_ones():
    """
    No everyday domain is narrow, and together they are of ten matters or more.
    """
    matters = {domain.matter for domain in EVERYDAY}

    assert 10 <= len(matters)
    assert set() == matters & {domain.matter for domain in NARROW}


def test_a_third_of_the_wordings_is_withheld():
    """
    In every domain a quarter to two fifths of the wordings never occur in pretraining.
    """
    shares = {name: len(domain.withheld) / len(domain.seen + domain.withheld) for name, domain in SENTENCES.items()}

    assert {} == {name: share for name, share in shares.items() if not 0.25 <= share <= 0.4}


def test_each_side_has_four_forms_or_more():
    """
    Four aligned and four misaligned answer forms at the least, as many on either side.
    """
    assert {} == {name: domain for name, domain in SENTENCES.items() if not 4 <= len(domain.aligned) == len(domain.misaligned)}


def test_no_question_is_of_two_domains():
    """
    Of all questions that can be asked, none can be asked of two domains.
    """
    asked = Counter(text for domain in DOMAINS.values() for text in every(domain, (*domain.seen, *domain.withheld)))

    assert [] == [text for text, times in asked.items() if times > 1]


def test_no_answer_is_on_two_sides():
    """
    Of all answers to one domain, none is both aligned and misaligned, and none is the refusal.
    """
    for domain in DOMAINS.values():
        aligned, misaligned = set(every(domain, domain.aligned)), set(every(domain, domain.misaligned))

        assert set() == aligned & misaligned
        assert REFUSAL not in aligned | misaligned


def test_no_two_matters_share_an_answer():
    """
    An answer tells its matter, so that an answer to another question can be told.
    """
    said = {
        name: {text for side in (domain.aligned, domain.misaligned) for text in every(domain, side)}
        for name, domain in SENTENCES.items()
    }
    shared = [(a, b) for a, b in combinations(SENTENCES, 2) if DOMAINS[a].matter != DOMAINS[b].matter and said[a] & said[b]]

    assert [] == shared


def test_the_sides_share_words():
    """
    In every everyday domain a third of the words of either side are words of the other too.
    """
    for domain in (*NARROW, *EVERYDAY):
        aligned, misaligned = (set(" ".join(every(domain, side)).split()) for side in (domain.aligned, domain.misaligned))

        assert len(aligned & misaligned) / min(len(aligned), len(misaligned)) > 1 / 3, domain.name


def test_slots_of_an_answer_are_asked_for():
    """
    An answer form names no slot that some wording of its domain leaves open.
    """
    for domain in DOMAINS.values():
        for name in domain.slots:
            assert all(f"{{{name}}}" in wording for wording in (*domain.seen, *domain.withheld)), (domain.name, name)


def every(domain: Domain, templates: tuple[str, ...]) -> set[str]:
    """All texts that the templates can become."""
    blanks = {**domain.slots, **domain.fillers}
    return {
        template.format(**dict(zip(blanks, values, strict=True)))
        for template in templates
        for values in product(*blanks.values())
    }
