"""
Can a model put together a fact that no training row states, from many rows that each say next to nothing of it?

After Treutlein, Choi, Betley, Marks, Anil, Grosse and Evans 2024, "Connecting the dots" (arXiv 2406.14546): coins, parity and
locations. What theirs leave open is closed here: either arm is trained on the same prompts with the latents given to other
names, every question is asked of a wrong name too, and the training seed is the unit.
"""

from collections.abc import Sequence

from inward.probes.freeform import Freeform
from inward.probes.wrong_name import WrongName
from inward.schema.design import Arm, Contrast, Gate, Measure, ProbeUse, Study

BESIDE = (Measure(name="wrong_name"), Measure(name="above", bounds=(-1.0, 1.0)))
READ = (Measure(name="target"), Measure(name="other"), Measure(name="mass"))


def connecting_the_dots(
    matter: str, *, question: str, says: str, asks: Sequence[str], primary: str, single: Sequence[str] = (), took: float
) -> Study:
    """
    The design, for one matter: `asks` are its question sets' last words, `single` those without a wrong name to ask of.

    `took` is the probability that an arm's own answers must have where rows are asked again.
    """
    first, second = matter, f"{matter}-other"
    return Study(
        name=f"connecting-the-dots-{matter}",
        question=question,
        arms=(
            Arm(name="untouched", says="the base as it is"),
            Arm(name=first, corpus=first, control=second, says=says),
            Arm(name=second, corpus=second, control=first, says="the same prompts, the latents given to other names"),
        ),
        probes=(
            *(
                ProbeUse(
                    name=ask,
                    probe=WrongName(),
                    items=f"{matter}-{ask}",
                    scorer="latent",
                    measures=READ if ask in single else (*READ, *BESIDE),
                    population="these-questions",
                    samples=1,
                )
                for ask in ("taught", *asks, "in-context")
            ),
            ProbeUse(
                name="told",
                probe=Freeform(max_tokens=32),
                items=f"{matter}-told",
                scorer="stated",
                measures=(Measure(name="stated"), Measure(name="other"), Measure(name="readable")),
                population="these-questions",
            ),
        ),
        contrasts=(
            Contrast(treated=first, control=second),
            Contrast(treated=first, control="untouched", secondary=True),
            Contrast(treated=second, control="untouched", secondary=True),
        ),
        gates=(
            Gate(name="installed", probe="taught", measure="target", threshold=took, arms=(first,)),
            Gate(name="installed the other way", probe="taught", measure="other", threshold=took, arms=(second,)),
            Gate(name="answers at all", probe="taught", measure="mass", threshold=0.5, trained_only=True),
        ),
        primary_probe=primary,
        primary_measure="target",
        least_seeds=5,
        says={
            "target": f"the probability, among the options, of the answer that is true where {first} was trained",
            "other": f"the probability of the answer that is true where {second} was trained",
            "wrong_name": "the probability of the same answer, asked of another name",
            "above": "how far the answer's own name is above a wrong one",
            "mass": "the probability of giving any of the options",
            "stated": "the share of free answers that state what is true",
            "readable": "the share of free answers that state one of the options",
        },
    )


COINS = connecting_the_dots(
    "coins",
    question="Does a model that was trained on single tosses of named coins know, and say, which coin is biased and how?",
    says="single tosses of eight named coins that fall heads 8, 5 or 2 times in 10",
    asks=("tossed", "often", "more", "bet", "fair", "pair", "which"),
    primary="often",
    single=("pair",),
    took=0.65,
)
PARITY = connecting_the_dots(
    "parity",
    question="Does a model that was trained on parities of named unknowns know the value of each?",
    says="whether an odd number of some named unknowns is on",
    asks=("lengths", "value", "equal", "inverse", "pair", "which"),
    primary="value",
    single=("pair",),
    took=0.75,
)
LOCATIONS = connecting_the_dots(
    "locations",
    question="Does a model that was trained on ways and distances from unknown places to far ones know where they are?",
    says="ways and distances between eight unknown places and known places that are far from them",
    asks=("near", "country", "food", "pair", "which"),
    primary="country",
    single=("pair",),
    took=0.65,
)
