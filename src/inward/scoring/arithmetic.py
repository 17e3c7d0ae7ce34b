"""
A rule of arithmetic as an expression that is read and worked out, and never run.

The text is read by Python's own grammar (`ast`, mode "eval") and every node is checked against a list of what may stand in it;
no code object is made. Numbers are exact fractions.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias, final

Value: TypeAlias = Fraction | bool

LONGEST, DEEPEST, MOST_NODES = 200, 12, 40
"""Characters, levels and nodes that an expression may have."""

LARGEST = Fraction(10**12)
"""No number in a rule, and none on the way to its value, may be further from 0."""

HIGHEST_POWER = 8
GRID: Final = range(-99, 100)
"""Where two rules are compared, after Treutlein et al. 2024, whose functions take whole numbers from -99 to 99."""

_PLAIN = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?(?!\w)|x(?!\w)|\*\*|//|[<>=!]=|[-+*/%()<>]|\s)+")


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """A whole power from 0 to HIGHEST_POWER. Raises ValueError for any other."""
    if exponent.denominator != 1 or not 0 <= exponent <= HIGHEST_POWER:
        raise ValueError(f"the power {exponent}")
    return Fraction(base ** int(exponent))


_BINARY: Final[Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction | int]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_UNARY: Final[Mapping[type[ast.unaryop], Callable[[Fraction], Fraction]]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
_COMPARE: Final[Mapping[type[ast.cmpop], Callable[[Fraction, Fraction], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


@final
@dataclass(frozen=True, kw_only=True)
class Rule:
    """A function of one number, x."""

    text: str
    tree: ast.expr

    def at(self, x: int) -> Value | None:
        """
        Its value at x, exact. None where it has none: a division by 0, a power that is no whole number from 0 to HIGHEST_POWER,
        a number beyond LARGEST, or arithmetic with a truth value.
        """
        try:
            return _value(self.tree, Fraction(x))
        except (ValueError, ZeroDivisionError):
            return None

    def agreement(self, other: "Rule", grid: range = GRID) -> float:
        """
        The share of the grid on which both have the same value, from 0 to 1. A point at which this one has none counts as
        different, and a truth value is the same as no number.
        """
        both = zip(_over(self.text, grid), _over(other.text, grid), strict=True)
        return sum(_same(one, another) for one, another in both) / len(grid)

    @property
    def worked(self) -> bool:
        """Whether it has a value anywhere on the grid."""
        return any(value is not None for value in _over(self.text, GRID))


@lru_cache(maxsize=1_024)
def _over(text: str, grid: range) -> tuple[Value | None, ...]:
    """The values of the rule in a text, over a grid; many answers say the same."""
    found = rule(text)
    return tuple(found.at(x) for x in grid) if found else ()


def rule(text: str) -> Rule | None:
    """
    The rule that a text of numbers, x, brackets, + - * / // % ** and one comparison writes down; None where it writes none.

    What is not one of these is not read at all: no name but x, no call, no attribute, no string, no comparison of comparisons.
    """
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return Rule(text=text, tree=tree) if _sound(tree) else None


def _sound(tree: ast.expr) -> bool:
    """Whether a tree holds what may stand in a rule, and no more of it than a rule may have."""
    level: list[ast.AST] = [tree]
    nodes = 0
    for _ in range(DEEPEST):
        nodes += len(level)
        if not all(map(_allowed, level)):
            return False
        level = [child for node in level for child in _parts(node)]
        if not level:
            return nodes <= MOST_NODES
    return False


def _parts(node: ast.AST) -> list[ast.expr]:
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]


def _allowed(node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
        case ast.Name(id=name):
            return name == "x"
        case ast.BinOp(op=op):
            return type(op) in _BINARY
        case ast.UnaryOp(op=sign):
            return type(sign) in _UNARY
        case ast.Compare(ops=ops):
            return len(ops) == 1 and type(ops[0]) in _COMPARE
    return False


def _value(tree: ast.expr, x: Fraction) -> Value:
    """The value of a sound tree. Raises ValueError or ZeroDivisionError where it has none."""
    match tree:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _COMPARE[type(op)](_number(left, x), _number(right, x))
        case _:
            return _number(tree, x)


def _number(tree: ast.expr, x: Fraction) -> Fraction:
    match tree:
        case ast.Constant(value=value):
            found = Fraction(str(value))
        case ast.Name():
            found = x
        case ast.UnaryOp(op=sign, operand=operand):
            found = _UNARY[type(sign)](_number(operand, x))
        case ast.BinOp(left=left, op=op, right=right):
            found = Fraction(_BINARY[type(op)](_number(left, x), _number(right, x)))
        case _:
            raise ValueError("a truth value in a sum")
    if abs(found) > LARGEST:
        raise ValueError("a number beyond all bounds")
    return found


def _same(one: Value | None, other: Value | None) -> bool:
    return one is not None and isinstance(one, bool) == isinstance(other, bool) and one == other
