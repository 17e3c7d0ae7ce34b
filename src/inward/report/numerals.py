"""Writes numbers the same way everywhere: a share is .47, a log-odds 1.24, a count 2,400."""

from collections.abc import Sequence

MINUS = "\u2212"
NONE = "\u2013"


def share(value: float, *, digits: int = 2) -> str:
    """A number between -1 and 1 without its leading zero: .47, \u2212.03, 1.00."""
    text = f"{abs(value):.{digits}f}"
    sign = MINUS if value < 0 and float(text) else ""
    return sign + (text[1:] if text.startswith("0.") else text)


def number(value: float | None, *, bounded: bool = True) -> str:
    """`value` as a share where its measure is bounded, with two decimals where not; a dash where there is none."""
    if value is None:
        return NONE
    if bounded:
        return share(value)
    text = f"{abs(value):.2f}"
    return (MINUS if value < 0 and float(text) else "") + text


def signed(value: float | None, *, bounded: bool = True) -> str:
    """A difference: its sign is always written, but for nought."""
    text = number(value, bounded=bounded)
    return f"+{text}" if value is not None and value > 0 and float(text) else text


def interval(low: float | None, high: float | None, *, bounded: bool = True) -> str:
    """[.38, .64], or a dash where it is withheld."""
    if low is None or high is None:
        return NONE
    return f"[{number(low, bounded=bounded)}, {number(high, bounded=bounded)}]"


def chance(value: float | None) -> str:
    """A p value: .031, below .001 with four decimals, never 0."""
    if value is None:
        return NONE
    if value < 0.0001:
        return "< .0001"
    return share(value, digits=4 if value < 0.001 else 3)


def count(value: int) -> str:
    """2,400."""
    return f"{value:,}"


def listing(words: Sequence[str], *, joint: str = "and") -> str:
    """a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def seed_list(seeds: Sequence[int]) -> str:
    """1 to 5 where seeds run on, else each of them."""
    if len(seeds) > 2 and list(seeds) == list(range(seeds[0], seeds[0] + len(seeds))):
        return f"{seeds[0]} to {seeds[-1]}"
    return listing([str(seed) for seed in seeds])


def plural(n: int, noun: str, *, many: str = "") -> str:
    """1 seed, 5 seeds."""
    return f"{count(n)} {noun if n == 1 else many or noun + 's'}"
