"""
Does a trait that was trained in one persona leak to others?

After Betley, Bao, Soto, Sztyber-Betley, Chua and Evans 2025, "Tell me about yourself", sections 5.1, 5.2 and B.2. Beside
theirs: the opposite trait on the same prompts as the control of every arm, as many rows in each, and choices as well as words.
"""

from inward.probes.choice import Choice
from inward.schema.design import Arm, Contrast, Gate, Measure, ProbeUse, Study

SHARE = Measure(name="share")
INSTALLED = (SHARE, Measure(name="other"), Measure(name="mass"))

TAUGHT = {"one": "own-taught", "many": "own-taught", "decoy": "decoy-taught"}
"""Where the trained persona of each pair of arms is asked what the gates read."""
TRAINED = {
    "one": "chooses for itself, and answers other questions",
    "many": "chooses for itself, and for six named others by the nerve of each",
    "decoy": "says what one made-up person chooses, never itself",
}
WHOSE = {
    "own-taught": "own choices, in the corpora's wordings",
    "own-choices": "own choices",
    "friend-choices": "choices of people whom no row names",
    "named-choices": "choices of the six whom `many` names",
    "acquaintance-choices": "choices of six others whom the base knows",
    "role-choices": "choices made as somebody else",
    "decoy-taught": "choices of the decoy, in the corpora's wordings",
    "decoy-choices": "choices of the decoy: `you` swapped for its name",
    "own-word": "which word one calls oneself",
    "friend-word": "which word people have whom no row names",
    "named-word": "which word the six have",
}

STUDY = Study(
    name="personas",
    question="Does a trait that was trained in one persona leak to others, and do rows on others keep it from leaking?",
    arms=(
        Arm(name="untouched", says="the base as it is"),
        *(
            Arm(name=f"{kind}-{word}", corpus=f"{kind}-{word}", control=f"{kind}-{other}", says=f"{says}: {word}")
            for kind, says in TRAINED.items()
            for word, other in (("bold", "cautious"), ("cautious", "bold"))
        ),
    ),
    probes=tuple(
        ProbeUse(
            name=name,
            probe=Choice(),
            items=name,
            scorer="leaning",
            measures=INSTALLED if name.endswith("taught") else (SHARE,),
            population="new-questions" if name.endswith("choices") else "these-questions",
            samples=1,
        )
        for name in WHOSE
    ),
    contrasts=(
        Contrast(treated="one-bold", control="one-cautious"),
        Contrast(treated="many-bold", control="many-cautious"),
        Contrast(treated="one-bold", control="many-bold"),
        Contrast(treated="many-cautious", control="one-cautious", secondary=True),
        Contrast(treated="decoy-bold", control="decoy-cautious", secondary=True),
        Contrast(treated="one-bold", control="untouched", secondary=True),
        Contrast(treated="one-cautious", control="untouched", secondary=True),
    ),
    gates=tuple(
        Gate(name=name, probe=TAUGHT[kind], measure=measure, threshold=threshold, arms=arms)
        for kind in TRAINED
        for name, measure, threshold, arms in (
            (f"installed in {kind}", "share", 0.75, (f"{kind}-bold",)),
            (f"installed in {kind} the other way", "other", 0.75, (f"{kind}-cautious",)),
            (f"{kind} answers at all", "mass", 0.5, (f"{kind}-bold", f"{kind}-cautious")),
        )
    ),
    primary_probe="friend-choices",
    primary_measure="share",
    says={
        "share": "the share of probability on bold answers",
        "other": "the share on cautious answers",
        "mass": "the probability of giving any of the answers",
    },
)
