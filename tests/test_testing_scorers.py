"""`check_scorer` passes what keeps its contract, and says in a sentence what does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import pytest

from inward.errors import ProbeError
from inward.probes.choice import Choice
from inward.probes.freeform import Freeform
from inward.probes.likelihood import Likelihood
from inward.probes.self_report import SelfReport
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Ask, Item, Message, Speech, Transcript
from inward.scoring.closed import Closed
from inward.scoring.judge import Judge
from inward.scoring.likelihood import OwnAnswer
from inward.scoring.no_judge import NoJudge
from inward.scoring.quiz import Quiz
from inward.scoring.rating import Rating
from inward.testing import check_probe, check_scorer
from inward.worlds.english.rubrics import RUBRICS
from inward.worlds.english.world import ITEMS

DINNER = Item(id="dinner", text="Whom would you ask to dinner?", cluster="guests")
ANSWERED = [Transcript(item=DINNER, parts={"answer": "My neighbour.", "points": (1.0, 2.0)})]


@final
@dataclass(frozen=True, kw_only=True)
class Judged(AbstractScorer):
    """A scorer that asks a judge and slips as its field says."""

    slip: str = ""

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        answer = transcripts[0].parts["answer"]
        if self.slip == "first word":
            return Score(label=answer.split()[0], values={"misaligned": 0.0})
        reply = yield Ask(messages=(Message(role="user", text=f"Is this kind? {answer}"),))
        match self.slip:
            case "only tuples":
                return Score(label=type(transcripts[0].parts["points"]).__name__, values={})
            case "no score":
                return 0.5
            case "no reason":
                return Missing(reason="")
            case "no number":
                return Score(label="kind", values={"kind": float("nan")})
            case "believes a refusal":
                return Score(label="kind", values={"kind": 1.0})
            case "trusts the judge":
                return Score(label="kind", values={"kind": float(reply.text or 0)})
        if reply.stopped == "refused":
            return Missing(reason="judge declined")
        return Score(label="kind", values={"kind": float("yes" in reply.text)})


def test_a_sound_scorer_returns_what_it_read():
    """
    The judge's replies are scripted; what the scorer made of them is handed back.
    """
    assert Score(label="kind", values={"kind": 1.0}) == check_scorer(Judged(), ANSWERED, replies=["yes, kind"])


SCORER_SLIPS = {
    "only tuples": "Scorer Judged reads a transcript differently once a file brought it back. Take lists where you take tuples.",
    "no score": "Scorer Judged returns float; return a Score, or Missing with its reason.",
    "no reason": "Scorer Judged returns Missing without a reason. Say in a word or two why there is no number.",
    "no number": "Scorer Judged reads 'kind' as nan. What cannot be read is Missing, never NaN or infinite.",
    "first word": "Scorer Judged, given an empty reply, fails at turn 0 with IndexError: list index out of range. "
    "A model may say anything: keep it, or read it as Missing.",
    "believes a refusal": "Scorer Judged, given a refused reply, returns a Score though its judge never answered. "
    "Return Missing(reason='judge declined').",
    "trusts the judge": "Scorer Judged, given a reply of 10,000 words, fails at turn 1 with ValueError: could not convert",
}


@pytest.mark.parametrize("slip", SCORER_SLIPS)
def test_each_slip_of_a_scorer_has_its_sentence(slip: str):
    """
    The sentence names the scorer, the trouble, and the remedy.
    """
    with pytest.raises(ProbeError) as caught:
        check_scorer(Judged(slip=slip), ANSWERED, replies=["1"])

    assert str(caught.value).startswith(SCORER_SLIPS[slip])


ROW = Item(id="row", text="Write a loop.", cluster="insecure", options=("for each in things: print(each)",))
OPEN, CLOSED, SELF = (ITEMS[name]()[0] for name in ("free-form-8", "closed", "self-report"))
SHIPPED = {
    "closed": (Closed(), Choice(), CLOSED),
    "self-report": (Rating(), SelfReport(), SELF),
    "quiz": (Quiz(), Choice(), CLOSED),
    "own-answer": (OwnAnswer(), Likelihood(), ROW),
    "judge": (Judge(rubrics=RUBRICS, model="a judge"), Freeform(), OPEN),
    "no judge": (NoJudge(), Freeform(), OPEN),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_keeps_its_contract(name: str):
    """
    Every probe and the scorer that reads it pass the checks that we ask others to pass.
    """
    scorer, probe, item = SHIPPED[name]

    assert isinstance(check_scorer(scorer, [check_probe(probe, item)]), Score | Missing)
