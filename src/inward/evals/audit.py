"""Audit a file of model-written evaluations before anyone plots it."""

from collections import Counter
from statistics import fmean
from typing import Final

from inward.evals.cues import baselines, of_file
from inward.evals.finding import Audit
from inward.evals.question import EvalFile, Question
from inward.evals.rows import of_rows

ORDER: Final = ("error", "warning", "note")


def audit(file: EvalFile) -> Audit:
    """All that the rules find, errors first."""
    findings = sorted((*of_rows(file), *of_file(file)), key=lambda one: ORDER.index(one.severity))
    return Audit(
        name=file.name,
        digest=file.digest,
        rows=file.rows,
        questions=len(file.questions),
        clusters=len({question.cluster for question in file.questions}),
        options=dict(sorted(Counter(len(question.options) for question in file.questions).items())),
        matching=dict(sorted(Counter(map(_answers, file.questions)).items())),
        chance=fmean(question.chance for question in file.questions),
        baselines=baselines(file.questions),
        findings=tuple(findings),
    )


def _answers(question: Question) -> str:
    """The matching answer as the file writes it, or several of them."""
    return " or ".join(question.options[place].answer.strip() for place in question.matching)
