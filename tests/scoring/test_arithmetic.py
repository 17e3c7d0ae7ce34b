"""Rules of arithmetic: what is read, what it is worth, and what is never run."""

from fractions import Fraction
from random import Random

import pytest

from inward.scoring.arithmetic import GRID, LARGEST, Rule, rule

SENSELESS = (
    "", " ", "y", "x.real", "x()", "x[0]", "'x'", "[x]", "{x}", "x if x else 1", "lambda: x", "x := 3", "x and 3", "not x",
    "x, 3", "__import__('os')", "eval(x)", "1 < x < 3", "x is x", "x in x", "x @ x", "~x", "x << 3", "x | 1", "1j", "1e9", "0x10",
    "1_000", "x +", "(x", "x x", "3x", "x\0", "True", "None", "f'{x}'", "*x", "x;x", "x=3", "\ud800", "٣ + x", "ｘ + 1",
)  # fmt: skip


def read(text: str) -> Rule:
    found = rule(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("x + 5", (2, 5, 12)),
        ("-x", (3, 0, -7)),
        ("x // 3", (-1, 0, 2)),
        ("x % 2", (1, 0, 1)),
        ("7 * x / 4", (Fraction(-21, 4), 0, Fraction(49, 4))),
        ("x >= 3", (False, False, True)),
        ("0.1 * x + 0.2", (Fraction(-1, 10), Fraction(1, 5), Fraction(9, 10))),
        ("(x - 1) ** 2", (16, 1, 36)),
        ("7", (7, 7, 7)),
    ],
)
def test_a_rule_has_exact_values(text: str, values: tuple[Fraction | bool, ...]):
    """
    At -3, 0 and 7, as fractions: nothing is rounded.
    """
    assert values == tuple(read(text).at(x) for x in (-3, 0, 7))


def written(rng: Random, depth: int) -> tuple[str, Fraction | None, Fraction]:
    """A random expression, its value by another way, and the x it was worked out at."""
    x = Fraction(rng.randint(-99, 99))

    def grow(left: int) -> tuple[str, Fraction | None]:
        if left == 0 or rng.random() < 0.2:
            number = rng.randint(0, 20)
            return ("x", x) if rng.random() < 0.5 else (str(number), Fraction(number))
        sign = rng.choice(["+", "-", "*", "/", "//", "%"])
        (one, a), (other, b) = grow(left - 1), grow(left - 1)
        return f"({one} {sign} {other})", worth(sign, a, b)

    text, value = grow(depth)
    return text, value, x


def worth(sign: str, a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """By school arithmetic: a quotient rounded down is the largest whole number not above it."""
    if a is None or b is None or (sign in ("/", "//", "%") and b == 0):
        return None
    whole = (a / b).numerator // (a / b).denominator if b else 0
    found = {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else a, "//": Fraction(whole), "%": a - b * whole}[sign]
    return None if abs(found) > LARGEST else found


def test_any_expression_is_worth_what_arithmetic_says():
    """
    Four hundred random ones, brackets and all, against the same sums done another way.
    """
    rng = Random(7)
    drawn = [written(rng, rng.randint(0, 4)) for _ in range(400)]

    found = [(text, read(text).at(int(x))) for text, _, x in drawn]

    assert [(text, value) for text, value, _ in drawn] == found
    assert 300 < sum(value is not None for _, value, _ in drawn) < 400


@pytest.mark.parametrize("text", SENSELESS)
def test_what_is_no_rule_is_not_read(text: str):
    """
    No name but x, no call, no attribute, no string, no truth value, no digits of another script.
    """
    assert rule(text) is None


@pytest.mark.parametrize(
    "text", ["9**9**9", "x**9", "x**-1", "2**x**x**x", "10**8*10**8", "1/0", "x % 0", "(x > 3) + 1", "-(x > 3)"]
)
def test_what_cannot_be_worked_out_has_no_value(text: str):
    """
    Large powers, large numbers, a division by 0 and arithmetic with truth are given up, not computed.
    """
    assert read(text).at(7) is None


@pytest.mark.parametrize(
    "text", ["(" * 90 + "x" + ")" * 90, "-" * 150 + "x", "+".join(["x"] * 90), "x" * 10_000, "9" * 199, "1+" * 5_000]
)
def test_what_is_large_is_read_or_refused_at_once(text: str):
    """
    Brackets alone change nothing; too many levels, nodes, digits or characters are refused.
    """
    found = rule(text)

    assert found is None or found.at(7) == 7


def test_agreement_is_a_share_of_the_grid():
    """
    With itself 1, with an equal text 1, with another rule what they share: |x| < 3 by two ways, and the even numbers.
    """
    assert 1.0 == read("x + 5").agreement(read("5 + x"))
    assert 0.0 == read("x + 5").agreement(read("x + 6"))
    assert 100 / 199 == read("0 * x").agreement(read("x % 2")) + 1 / 199
    assert 1 / 199 == read("x * x").agreement(read("0 * x"))
    assert 199 == len(GRID)


def test_agreement_is_symmetric_where_both_have_values():
    """
    A point where one has none counts as different from either side.
    """
    some = [read(text) for text in ("x", "x // 2", "x / 2", "3 * x", "x % 5", "6 / x", "x >= 0")]

    assert [[a.agreement(b) for a in some] for b in some] == [[b.agreement(a) for a in some] for b in some]


def test_truth_is_no_number():
    """
    Whether x is odd is another function than the remainder, which is 1 or 0.
    """
    assert 0.0 == read("x % 2 == 1").agreement(read("x % 2"))
