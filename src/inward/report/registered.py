"""What was registered before data, what was run otherwise, and how the forecasts did."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.registration import Before, Deviation, Foretold, Registered
from inward.report import words
from inward.report.numerals import count, interval, listing, number, plural, signed
from inward.report.read import RunFolder
from inward.report.table import Table, table


@final
@dataclass(frozen=True, kw_only=True)
class Section:
    """Sentences, then what was run otherwise, then forecast against outcome."""

    plain: str
    notes: tuple[str, ...]
    deviations: Table
    forecasts: Table
    digest: str


def section(run: RunFolder) -> Section | None:
    """The section of a run whose study was registered; None for one whose was not."""
    found = run.registered
    if found is None:
        return None
    return Section(
        plain=_plain(found, found.before) if found.before else _unnamed(found),
        notes=tuple(_notes(found, found.before)) if found.before else (),
        deviations=_deviations(found.deviations),
        forecasts=_forecasts(found.outcomes, run),
        digest=found.digest,
    )


def _plain(found: Registered, before: Before) -> str:
    """The sentence of the summary: when, what was run otherwise, what was expected."""
    otherwise = f"with {plural(len(found.deviations), 'deviation')} from it" if found.deviations else "as it was registered"
    return " ".join([f"This study was registered {_when(found, before)}. It was run {otherwise}.", *_expected(found.outcomes)])


def _unnamed(found: Registered) -> str:
    """What is said of a run that leaves its registration out."""
    return (
        f"This run goes by no registration, though its study was registered in this store ({_digests(found)}): compare what was "
        "expected there."
    )


def _digests(found: Registered) -> str:
    return listing([name[:12] for name in found.others])


def _when(found: Registered, before: Before) -> str:
    if before.data:
        return f"after data ({listing(list(_there(before)))}), so it does not count as registered beforehand"
    if not found.noted:
        return (
            "elsewhere: the store of this run did not make the registration, and that it came before data rests on its own word"
        )
    return "before the store held an answer or a score of it"


def _there(before: Before) -> Sequence[str]:
    """What data were there at the time, in words."""
    said = [f"{count(n)} of {count(before.planned)} {what} in store" for n, what in _counted(before) if n]
    seen = ["results of these seeds had been seen"] if before.seen else []
    return [*said, *seen, *(["effects lay in its folder"] if before.effects else [])]


def _counted(before: Before) -> Sequence[tuple[int, str]]:
    return [(before.answers, "answers"), (before.scores, "scores")]


def _expected(outcomes: Sequence[Foretold]) -> Sequence[str]:
    scored = [one for one in outcomes if one.inside is not None]
    if not outcomes:
        return ["Nobody forecast its outcome."]
    people = listing(sorted({one.forecast.who for one in outcomes}))
    held = f"{count(sum(bool(one.inside) for one in scored))} of {plural(len(scored), 'stated interval')} held what was found"
    return [f"Forecasts by {people}: {held if scored else 'nothing was found that they could be held against'}."]


def _notes(found: Registered, before: Before) -> Sequence[str]:
    """What else a reader of the section must know."""
    notes: list[str] = []
    if not found.noted:
        notes.append(
            "The store of this run has no note of the registration: it was made with another store, or by hand. Counts of what "
            "was there before are its own word."
        )
    adapters = f"{count(before.adapters)} of {plural(before.adapters_planned, 'adapter')}"
    notes.append(
        f"When it was made, the store held {adapters}, {count(before.answers)} of {plural(before.planned, 'answer')} and "
        f"{count(before.scores)} scores of this plan; results of these seeds had {'' if before.seen else 'not '}been seen. "
        "A store knows nothing of what was done with another."
    )
    if found.others:
        notes.append(f"The same study was registered in this store {plural(len(found.others), 'other time')}: {_digests(found)}.")
    if len({one.forecast.level for one in found.outcomes}) > 1:
        notes.append("The forecasters stated intervals of different levels: their scores are not on one scale.")
    return notes


def _deviations(found: Sequence[Deviation]) -> Table:
    return table("Run otherwise than registered", ("Field", "Registered", "Run"), [[d.field, d.registered, d.ran] for d in found])


def _forecasts(outcomes: Sequence[Foretold], run: RunFolder) -> Table:
    """Each forecast beside what came; smaller scores are better."""
    declared = run.declared
    measures = declared.probe[declared.primary_probe].measures
    bounded = all(m.bounds is not None for m in measures if m.name == declared.primary_measure)
    heads = ("Who", "Contrast", "#Forecast", "#Interval", "#Level", "#Found", "#Its interval", "Held it", "#Interval score")
    rows = [_row(one, bounded=bounded) for one in outcomes]
    return table("Forecast against outcome", (*heads, "Verdict foretold", "Verdict found"), rows, heads=2)


def _row(one: Foretold, *, bounded: bool) -> list[str]:
    told = one.forecast
    return [
        told.who,
        told.contrast,
        signed(told.value, bounded=bounded),
        interval(told.low, told.high, bounded=bounded),
        f"{told.level:.0%}",
        signed(one.estimate, bounded=bounded),
        interval(one.low, one.high, bounded=bounded),
        _held(one),
        number(one.score, bounded=False),
        _verdict(one.foretold),
        _verdict(one.verdict),
    ]


def _held(one: Foretold) -> str:
    return {None: "no estimate", True: "yes", False: "no"}[one.inside]


def _verdict(name: str) -> str:
    return words.VERDICTS.get(name, "no such contrast")
