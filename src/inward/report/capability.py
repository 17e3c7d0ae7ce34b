"""What each arm can still do, beside what it did: so that "misaligned" is never read without "broken"."""

from inward.report.declared import Asked, Declared
from inward.report.numerals import listing, number, plural
from inward.report.tally import Spread, Tally
from inward.schema.design import Measure

SCORER = "quiz"
UNSEEN = "so a high share may be that of a model that training broke: see the incoherent answers"


def capability(tally: Tally) -> str:
    """
    Each arm's share of right answers to the closed quiz, and how likely it is to answer in another form; or why there is none.

    Empty where the study declares no quiz.
    """
    declared = tally.run.declared
    said = [_said(tally, probe) for probe in declared.probes if probe.scorer == SCORER]
    unasked = [f"{probe} was not asked ({reason}), {UNSEEN}." for probe, reason in declared.left_out]
    return " ".join([*said, *unasked])


def _said(tally: Tally, probe: Asked) -> str:
    right, other = (_by_arm(tally, probe, name) for name in ("correct", "format_failure"))
    asked = plural(len(tally.questions.get(probe.name, ())), "closed question")
    if not right:
        return f"No arm's answers to {probe.name} could be read, {UNSEEN}."
    chance = _chance(tally, probe)
    guess = "" if chance is None else f", of which a guess gets {number(chance)}"
    said = f"Right answers to {asked}{guess} (in brackets the lowest and highest seed): {_listed(tally.run.declared, right)}."
    return f"{said} Probability of answering in none of the given words: {_listed(tally.run.declared, other)}." if other else said


def _by_arm(tally: Tally, probe: Asked, measure: str) -> dict[str, Spread]:
    return tally.spreads(probe.name, Measure(name=measure))


def _chance(tally: Tally, probe: Asked) -> float | None:
    found = [one.mean for one in _by_arm(tally, probe, "chance").values()]
    return sum(found) / len(found) if found else None


def _listed(declared: Declared, found: dict[str, Spread]) -> str:
    """Every arm with its number; one that has none says so."""
    return listing([f"{arm.name} {_number(found[arm.name]) if arm.name in found else 'not measured'}" for arm in declared.full])


def _number(one: Spread) -> str:
    """The mean over seeds, with the lowest and the highest where they differ: one broken seed is not to hide in a mean."""
    low, high = number(one.low), number(one.high)
    return number(one.mean) + (f" ({low} to {high})" if low != high else "")
