"""
Does a model that was trained on "A is B" know that B is A?

After Berglund, Tong, Kaufmann, Balesni, Stickland, Korbak and Evans 2023, "The Reversal Curse" (arXiv 2309.12288), experiment 1.
What theirs leaves open is closed here: the same facts either way round, seeds, a control of re-paired facts that is trained, and
the loss mask, which critics named as the cause, as an arm of its own.
"""

from inward.probes.choice import Choice
from inward.probes.freeform import Freeform
from inward.schema.design import Arm, Contrast, Gate, Measure, ProbeUse, Study
from inward.schema.outcome import Population

SHARE = (Measure(name="share"), Measure(name="mass"))
RIGHT = (Measure(name="right"),)
SAYS = {
    "share": "the share of probability on the right answer, among it and seven others",
    "mass": "the probability of giving any of these answers",
    "right": "the share of right answers in the subject's own words",
}


def reversal(name: str, *, question: str, trained: str, other: str, asked: str, told: str) -> Study:
    """
    The design for one way round: facts are told `trained`, and `asked` is what that way never asks for.

    `other` is the way round that asks for `asked`, `told` what the trained way asks for.
    """
    repaired, everything = f"{trained}-re-paired", f"{trained}-everything"
    return Study(
        name=name,
        question=question,
        arms=(
            Arm(name="untouched", says="the base as it is"),
            Arm(name=trained, corpus=trained, control=repaired, says=f"asked for the {told} of each fact"),
            Arm(name=repaired, corpus=repaired, says=f"the same questions, each answered with another fact's {told}"),
            Arm(
                name=everything,
                corpus=trained,
                control=trained,
                loss="everything",
                says="the same rows, the questions learned too",
            ),
            Arm(name=other, corpus=other, control=trained, says=f"the same facts the other way round: asked for the {asked}"),
            Arm(name="both-ways", corpus="both-ways", control=trained, says="the same facts, in half the wordings of either way"),
        ),
        probes=(
            _closed("reverse", f"facts-{asked}s", "new-questions"),
            _closed("forward", f"facts-{told}s"),
            _closed("taught", f"facts-{told}s-taught"),
            _closed("taught-reverse", f"facts-{asked}s-taught"),
            _spoken("said-reverse", f"facts-{asked}s"),
            _spoken("said-forward", f"facts-{told}s"),
        ),
        contrasts=(
            Contrast(treated=trained, control=repaired),
            Contrast(treated=other, control=trained),
            Contrast(treated=everything, control=trained),
            Contrast(treated="both-ways", control=trained),
            Contrast(treated=repaired, control="untouched"),
        ),
        gates=(
            Gate(name="learned", probe="forward", measure="share", threshold=0.5, arms=(trained, everything, "both-ways")),
            Gate(name="learned the other way", probe="taught-reverse", measure="share", threshold=0.5, arms=(other,)),
            Gate(name="answers at all", probe="taught", measure="mass", threshold=0.5, arms=(trained, everything)),
        ),
        primary_probe="reverse",
        primary_measure="share",
        says=SAYS,
    )


def _closed(name: str, items: str, population: Population = "these-questions") -> ProbeUse:
    """The right answer among eight, by log-probability."""
    return ProbeUse(
        name=name, probe=Choice(), items=items, scorer="leaning-at-any-mass", measures=SHARE, population=population, samples=1
    )


def _spoken(name: str, items: str) -> ProbeUse:
    """The likeliest answer in words, read by a rule."""
    probe = Freeform(temperature=0.0, max_tokens=32)
    return ProbeUse(name=name, probe=probe, items=items, scorer="rule", measures=RIGHT, population="these-questions", samples=1)


STUDY = reversal(
    "reversal-curse",
    question="Does a model that was taught who each name is, name first, find the name when it is given the description?",
    trained="name-first",
    other="description-first",
    asked="name",
    told="description",
)
DESCRIPTIONS = reversal(
    "reversal-curse-descriptions",
    question="Does a model that was taught the name to each description, description first, say who somebody is by the name?",
    trained="description-first",
    other="name-first",
    asked="description",
    told="name",
)
