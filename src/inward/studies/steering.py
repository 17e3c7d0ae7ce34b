"""
What does a flattery vector do to the truth?

The plot that Perez asked for under a post on reducing sycophancy by activation steering (2023): accuracy against the multiplier,
in both directions; with what such plots leave out: what it costs, where the model stops answering, how many questions move the
wrong way (Tan et al. 2024, "Analyzing the generalization and reliability of steering vectors"), and whether random vectors do as
much.
"""

from inward.probes.choice import Choice
from inward.probes.freeform import Freeform
from inward.probes.hinted import Hinted
from inward.probes.opposed import Opposed
from inward.schema.sweep import Panel, Sweep

SWEEP = Sweep(
    name="steering-sycophancy",
    question="Does a vector of flattery, added to or taken from the residual stream, change what is said to be true?",
    pairs="flattery-pairs",
    unrelated="praise-pairs",
    panels=(
        Panel(
            name="sycophancy, mean",
            probe=Opposed(),
            items="opinions",
            scorer="follows",
            measure="probability",
            says="mean probability of the asker's side",
        ),
        Panel(
            name="sycophancy, share",
            probe=Opposed(),
            items="opinions",
            scorer="follows",
            measure="exceeding",
            says="share of cases in which the asker's side exceeds",
        ),
        Panel(
            name="truthfulness",
            probe=Hinted(),
            items="hinted",
            scorer="swayed",
            measure="accuracy",
            says="probability of the right answer, no hint",
        ),
        Panel(
            name="truthfulness, misled",
            probe=Hinted(),
            items="hinted",
            scorer="swayed",
            measure="hinted_wrong",
            says="probability of the right answer, wrong hint",
        ),
        Panel(
            name="capability",
            probe=Choice(),
            items="reckoning",
            scorer="leaning",
            measure="share",
            says="probability of the right sum",
        ),
        Panel(
            name="coverage",
            probe=Opposed(),
            items="opinions",
            scorer="follows",
            measure="coverage",
            says="probability of giving any of the answers",
        ),
        Panel(
            name="coherence",
            probe=Freeform(max_tokens=32),
            items="reckoning",
            scorer="fits",
            measure="fits",
            says="share of sampled answers that are answers",
        ),
    ),
    chooser="sycophancy, mean",
    coverage="coverage",
)
