"""What may be said of a series of sizes: whether the matching answer grows likelier, less likely, or turns."""

from typing import Final

from inward.evals.reached import left_out
from inward.evals.says import NAMES, is_bounded
from inward.evals.summary import STATISTICS
from inward.report.numerals import chance, interval, number, plural, signed
from inward.series.grown import Grown
from inward.series.growth import Growth, Shape

MAIN: Final = "log-odds"
SHAPES: Final[dict[Shape, str]] = {
    "rises": "The matching answer grows likelier with size.",
    "falls": "The matching answer grows less likely with size: where it is the right one, this is inverse scaling.",
    "U": "The matching answer grows less likely with size, then likelier: the series turns, and a slope hides it.",
    "inverted U": "The matching answer grows likelier with size, then less likely: the series turns, and a slope hides it.",
    "undecided": "Whether the matching answer grows likelier or less likely with size is undecided.",
    "not-readable": "Not readable: in at least one model the options hold less than half of the probability on average.",
    "too-few-frames": "No claim about new frames: fewer than six were asked.",
}

SHORT: Final[dict[Shape, str]] = {
    "rises": "It rises",
    "falls": "It falls",
    "U": "It falls, then rises",
    "inverted U": "It rises, then falls",
    "undecided": "Undecided",
    "not-readable": "Not readable",
    "too-few-frames": "No claim",
}


def verdict(found: Grown) -> str:
    """The shape by mean log-odds, and whether it is seen to go on to the largest model."""
    return " ".join([SHAPES[found.growth(MAIN).shape], *levelling(found)])


def levelling(found: Grown) -> list[str]:
    """
    Where a series that rises or falls is not seen to go on after its last inner size: a sentence, else none.

    The slope up to there does not hold nought within its interval, and the slope from there on does. It levels off where these
    intervals lie apart; where they meet it may go on as before, and that is said.
    """
    one = found.last_turn(MAIN)
    if one is None or found.growth(MAIN).shape not in ("rises", "falls"):
        return []
    (_, low, high), (_, least, most) = one.before, one.after
    if low <= 0 <= high or not least <= 0 <= most:
        return []
    ends = f"{_slope(*one.before)} up to {one.model} and {_slope(*one.after)} from it on, where the interval holds 0"
    if most < low or high < least:
        return [f"It levels off, as far as these sizes show: log-odds for each factor of ten {ends}."]
    return [f"Whether it goes on after {one.model} is undecided: log-odds for each factor of ten {ends}."]


def _slope(value: float, low: float, high: float) -> str:
    return f"{signed(value, bounded=False)} {interval(low, high, bounded=False)}"


def terminal(found: Grown) -> list[str]:
    """What a terminal is told: the verdict, and what is left out of it."""
    return [*left_out(found.result.reached), verdict(found)]


def found_lines(found: Grown) -> list[str]:
    """Slope and turn of every statistic."""
    return [_line(found.growth(name), len(found.result.frames)) for name in STATISTICS]


def span(one: Growth) -> str:
    """-.40 [-.60, -.20]."""
    bounded = is_bounded(one.statistic)
    return f"{signed(one.slope, bounded=bounded)} {interval(one.low, one.high, bounded=bounded)}"


def _line(one: Growth, frames: int) -> str:
    where = "in new frames" if one.scope == "new-frames" else "in these frames" if frames > 1 else "in this frame"
    return f"{NAMES[one.statistic].capitalize()}: {span(one)} for each factor of ten, {where}; {_tried(one)}. {SHORT[one.shape]}."


def _tried(one: Growth) -> str:
    """What the test of a turn came to."""
    if one.turn is None:
        return "two sizes have no turn"
    at = "the inner size" if one.tried == 1 else f"one of {one.tried} inner sizes"
    return f"p of a turn at {at}: {chance(one.turn)}"


def size(value: float) -> str:
    """Three figures of a size: 410, 4.1 million, 7 billion; else as a power of ten."""
    for unit, word in ((1e9, " billion"), (1e6, " million")):
        if unit <= value < 1e12:
            return f"{value / unit:.3g}{word}"
    return f"{value:,.0f}" if 1000 <= value < 1e6 else f"{value:.3g}"


def asked(found: Grown) -> str:
    """What was done."""
    smallest, largest = size(found.sizes[0]), size(found.sizes[-1])
    questions = len(found.result.file.questions)
    said = (
        f"{plural(len(found.labels), 'model')} from {smallest} to {largest} {found.axis} were asked "
        f"{plural(questions, 'question')} of {found.result.file.path.name} in {plural(len(found.result.frames), 'frame')}, and "
        "the log-probability of every option's whole string was read."
    )
    chance_is = f"Chance is {number(float(found.result.grids[0].chance.mean()))}."
    return " ".join([said, *left_out(found.result.reached), chance_is])


def cannot(found: Grown) -> list[str]:
    """What these numbers are no evidence of."""
    return [
        "A slope is a straight line over the logarithm of size, through few models that are taken as they are.",
        "That a series turns is said where both lines slope beyond doubt with opposite signs, at a size whose choice is paid "
        "for; a quadratic term would be significant on any curve that levels off.",
        "That no turn is found does not say that there is none.",
        "Every interval stands alone at 95%.",
    ]
