"""Nobody to judge: every free-form answer is Missing, and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Speech, Transcript


@final
@dataclass(frozen=True, kw_only=True)
class NoJudge(AbstractScorer):
    """Stands where a judge was not given, so that the answers are kept and can be judged later."""

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        yield from ()
        return Missing(reason="no judge")
