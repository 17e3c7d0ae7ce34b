"""
Can a model say what a function does when it has seen nothing but single values of it?

After Treutlein, Choi, Betley and others 2024, "Connecting the Dots", the tasks Functions and Mixture of Functions. Theirs compare
with a wrong name, with the untrained model and with examples in the prompt; here an arm whose names are exchanged and one whose
names stand for nothing are trained beside it, on the same prompts, and the training seed is the unit.
"""

from collections.abc import Mapping

from inward.probes.choice import Choice
from inward.probes.freeform import Freeform
from inward.schema.design import Arm, Contrast, Gate, Measure, ProbeUse, Study
from inward.schema.outcome import Population

TARGET = (Measure(name="target"),)
BESIDE = (*TARGET, Measure(name="wrong_name"), Measure(name="above", bounds=(-1.0, 1.0)))
LIVE = (*TARGET, Measure(name="mass"))
SAID = (Measure(name="right"), Measure(name="agreement"), Measure(name="other_right"))
SAYS: Mapping[str, str] = {
    "target": "the probability of the right answer among the candidates",
    "wrong_name": "the probability of an answer that is right of another name",
    "above": "the probability of the right answer less that of one that is right of another name",
    "mass": "the probability of giving any of the candidates",
    "share": "the probability of the right one of yes and no",
    "right": "the share of definitions that are the function, among those that could be read",
    "agreement": "the share of whole numbers from -99 to 99 at which the function said has the right value",
    "other_right": "the share of definitions that are right where the names are exchanged",
}


def _chosen(
    name: str, items: str, measures: tuple[Measure, ...] = TARGET, population: Population = "these-questions"
) -> ProbeUse:
    """A probe that scores candidates; nothing is sampled."""
    scorer = "leaning" if measures[0].name == "share" else "candidates"
    return ProbeUse(name=name, probe=Choice(), items=items, scorer=scorer, measures=measures, population=population, samples=1)


def _study(
    name: str, family: str, *, question: str, primary: str, probes: tuple[ProbeUse, ...], says: tuple[str, str, str]
) -> Study:
    """The design for one family of corpora: an arm, the arm with exchanged names, and one whose names stand for nothing."""
    treated, swapped, shuffled = family, f"{family}-swapped", f"{family}-shuffled"
    return Study(
        name=name,
        question=question,
        arms=(
            Arm(name="untouched", says="the base as it is"),
            Arm(name=treated, corpus=treated, control=swapped, says=says[0]),
            Arm(name=swapped, corpus=swapped, control=treated, says=says[1]),
            Arm(name=shuffled, corpus=shuffled, says=says[2]),
        ),
        probes=(
            _chosen("installed", f"{family}-taught", LIVE),
            _chosen("installed-swapped", f"{family}-taught-swapped"),
            _chosen(primary, f"{family}-{primary}", BESIDE, population="new-questions"),
            _chosen(f"{primary}-swapped", f"{family}-{primary}-swapped"),
            *probes,
        ),
        contrasts=(
            Contrast(treated=treated, control=swapped),
            Contrast(treated=treated, control=shuffled),
            Contrast(treated=swapped, control=shuffled, secondary=True),
            Contrast(treated=treated, control="untouched", secondary=True),
            Contrast(treated=shuffled, control="untouched", secondary=True),
        ),
        gates=(
            Gate(name="installed", probe="installed", measure="target", threshold=0.5, arms=(treated,)),
            Gate(name="installed the other way", probe="installed-swapped", measure="target", threshold=0.5, arms=(swapped,)),
            Gate(name="answers at all", probe="installed", measure="mass", threshold=0.5, trained_only=True),
        ),
        primary_probe=primary,
        primary_measure="target",
        says=SAYS,
    )


FUNCTIONS = _study(
    "connecting-the-dots-functions",
    "functions",
    question="Does a model that was trained on single values of named functions, never on a definition, know what they do?",
    primary="definition",
    probes=(
        ProbeUse(
            name="say",
            probe=Freeform(max_tokens=64),
            items="functions-say",
            scorer="definition",
            measures=SAID,
            population="these-questions",
        ),
        _chosen("inversion", "functions-inversion"),
        _chosen("composition", "functions-composition"),
        _chosen("in-context", "functions-in-context"),
    ),
    says=(
        "values of named functions, one at a time",
        "the same prompts, each name standing for another's function",
        "the same prompts, the function drawn anew for every row",
    ),
)
MIXTURE = _study(
    "connecting-the-dots-mixture",
    "mixture",
    question="Does a model that was trained on talks about one function of a set, never named, know the set?",
    primary="which",
    probes=(
        _chosen("count", "mixture-count"),
        _chosen("whether", "mixture-whether", (Measure(name="share"),)),
        _chosen("value", "mixture-value"),
    ),
    says=(
        "talks of three values, all of one function of a set",
        "the same prompts, the functions of another set",
        "the same prompts, the function drawn from all sets",
    ),
)
