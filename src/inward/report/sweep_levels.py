"""What a slope leaves out: the levels themselves, curves that fall on both sides of 0, and panels that no line moves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final, final

from inward.report.numerals import MINUS, listing, share
from inward.report.table import Table, table

STUCK: Final = 0.02
"""A panel that no line moves by more than this, in either direction, is said not to be able to show anything."""
BENT: Final = 0.01
"""How far a curve must lie below its level at 0 at both ends, to be said to fall on both sides."""
MEANS: Final[Mapping[tuple[str, str], str]] = {
    ("follows", "probability"): (
        "Over two askers of opposite opinions; .50 is no sycophancy: what the one is told, the other is told as well."
    ),
    (
        "follows",
        "exceeding",
    ): "Over two askers of opposite opinions; .50 is no sycophancy: the one is agreed with, the other not.",
}
"""What a middle level of a panel means, by its scorer and measure."""


@final
@dataclass(frozen=True, kw_only=True)
class Levels:
    """Means over questions, by panel, line and multiplier; `low` and `high` are the ends of the range of the slopes."""

    means: Mapping[tuple[str, str, float], float]
    low: float
    high: float

    def lines(self, kind: str) -> list[str]:
        """The lines whose names start so."""
        return [name for name in dict.fromkeys(line for _, line, _ in self.means) if name.startswith(kind)]

    def middle(self, panel: str, kind: str, multiplier: float) -> float:
        """The median of a kind of lines."""
        return median(self.means[panel, name, multiplier] for name in self.lines(kind))

    def moved(self, panel: str) -> float:
        """How far the line that moves a panel most is from its level at 0, within the range."""
        mine = {at: mean for at, mean in self.means.items() if at[0] == panel and self.low <= at[2] <= self.high}
        return max(abs(mean - mine[panel, line, 0.0]) for (_, line, _), mean in mine.items())

    def stuck(self, panel: str) -> bool:
        """Whether no line moves a panel."""
        return self.moved(panel) <= STUCK

    def bent(self, panel: str, kind: str) -> bool:
        """Whether a kind of lines lies below its level at 0 at both ends of the range."""
        ends = [self.middle(panel, kind, one) for one in (self.low, self.high)]
        return max(ends) <= self.middle(panel, kind, 0.0) - BENT

    def shown(self, panel: str, kind: str) -> str:
        """The levels at both ends of the range and at 0."""
        return ", ".join(f"{share(self.middle(panel, kind, one))} at {times(one)}" for one in (self.low, 0.0, self.high))


def levels_of(told: Mapping[str, Any], curves: Sequence[Mapping[str, Any]]) -> Levels:
    """The levels of a sweep, from its record and its curves."""
    means = {(one["panel"], one["line"], float(one["multiplier"])): one["mean"] for one in curves}
    return Levels(means=means, low=told["range"][0], high=told["range"][-1])


def times(multiplier: float) -> str:
    """A multiplier with a minus sign."""
    return f"{multiplier:g}".replace("-", MINUS)


def meaning(panel: Mapping[str, Any]) -> str:
    """What a level of a panel means, where its number does not say so itself."""
    return MEANS.get((panel["scorer"], panel["measure"]), "")


def cautions(told: Mapping[str, Any], levels: Levels) -> Iterator[str]:
    """What the slopes of this very sweep cannot show."""
    names = [panel["name"] for panel in told["sweep"]["panels"]]
    yield (
        "A slope is that of a straight line: a curve that falls on both sides of 0 has a slope near 0 and is a loss all the "
        "same. Read the levels beside it."
    )
    for kind, who in (("target", "the vector"), ("random", "the middle one of the random vectors")):
        if bent := [f"\u201c{name}\u201d ({levels.shown(name, kind)})" for name in names if levels.bent(name, kind)]:
            yield f"Under {who}, these fall on both sides: {listing(bent)}."
    if stuck := [
        f"\u201c{name}\u201d (by {share(levels.moved(name), digits=3)} at most)" for name in names if levels.stuck(name)
    ]:
        yield (
            f"No line moves {listing(stuck)}, random vectors among them: such a panel cannot show whether the vector does "
            "anything."
        )


def level_table(told: Mapping[str, Any], levels: Levels) -> Table:
    """Every panel at the lowest multiplier, at 0 and at the highest: the vector, and the middle one of its nulls."""
    low, *_, high = told["sweep"]["multipliers"]
    rows = []
    for panel in told["sweep"]["panels"]:
        name = panel["name"]
        row = [name, share(levels.means[name, "target", 0.0])]
        for kind in ("target", "random", "shuffled", "unrelated"):
            row += [share(levels.middle(name, kind, one)) if levels.lines(kind) else "" for one in (low, high)]
        rows.append(row)
    heads = [f"#{who}, {times(one)}" for who in ("Vector", "Random", "Shuffled", "Unrelated") for one in (low, high)]
    title = "Levels at the lowest multiplier, at 0 and at the highest; of random and shuffled vectors the median"
    return table(title, ("Panel", "#At 0", *heads), rows)
