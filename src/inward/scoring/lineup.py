"""Does the right one of several candidates stand first, each asked about by itself?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript
from inward.scoring.chances import chances


@final
@dataclass(frozen=True, kw_only=True)
class Placed(AbstractScorer):
    """
    Reads a Lineup, whose right candidate is signed +1 and every other -1, by P("yes") of P("yes" or "no").

    Values: `first`, 1 where the right one has the largest (shared with those that tie); `rank`, its place from 1, ties at their
    mean; `edge`, its value less the mean of the others'. Missing where an asking gives both answers together a probability below
    `least_mass`.
    """

    least_mass: float = 1e-6

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        (transcript,) = transcripts
        asked, signs = transcript.parts["logprobs"], transcript.item.signs
        if not asked or not all(asked):
            return Missing(reason="no log-probabilities")
        if len(asked) != len(signs) or signs.count(1) != 1:
            raise ProbeError(f"A lineup came with {len(asked)} candidates and signs {signs}; give one sign each, one of them +1.")
        answered = [chances(pair) for pair in asked]
        if min(map(fsum, answered)) < self.least_mass:
            return Missing(reason=f"the answers have a probability below {self.least_mass:g}")
        shares = [yes / (yes + no) for yes, no in answered]
        own = shares.pop(signs.index(1))
        above, level = sum(other > own for other in shares), sum(other == own for other in shares)
        values = {
            "first": 0.0 if above else 1 / (1 + level),
            "rank": 1 + above + level / 2,
            "edge": own - fsum(shares) / len(shares),
        }
        return Score(label="first" if not above else "not first", values=values)
