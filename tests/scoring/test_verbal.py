"""Functions in words and in code: what is read as what, and what as nothing."""

import json
import subprocess
import sys
from random import Random

import pytest

from inward.scoring.arithmetic import Rule, rule
from inward.scoring.verbal import LONGEST, read_function

SAID = {
    "x + 5": (
        "x + 5",
        "x+5",
        "lambda x: x + 5",
        "def f(x): return x + 5",
        "def f(n: int) -> int:\n    return n + 5",
        "f(x) = x + 5",
        "y = x + 5",
        "add five",
        "It adds 5.",
        "it adds 5 to its input",
        "The function adds five to a number.",
        "zqkrpl adds 5 to its input",
        "the function zqkrpl adds 5",
        "`x + 5`",
        "```python\ndef zqkrpl(x):\n    return x + 5\n```",
        "x -> x + 5",
        "x → x + 5",
        "it increases the number by 5",
        "It takes a number and adds 5",
        "returns x + 5",
        "zqkrpl = lambda n: n + 5",
        "$x + 5$",
        "It adds 5. For example, zqkrpl(3) = 8.",
        "it adds 2 and then adds 3",
        "it subtracts -5",
        "output = x + 5",
        "plus 5",
        "So it adds 5.",
        "It adds 5!\n\nx + 5",
        "def f(x):\n    return x + 5\n\nprint(f(3))",
    ),
    "3 * x": (
        "3*x",
        "3x",
        "x*3",
        "it triples.",
        "it multiplies its input by 3",
        "multiplies by three",
        "3 × x",
        "f(n) = 3n",
        "times 3",
    ),
    "3 * x - 1": (
        "it multiplies its input by 3 and then subtracts 1",
        "triples it, then takes away 1",
        "3x - 1",
        "multiply by 3 then subtract one",
    ),
    "2 * (x + 1)": ("2(x+1)", "adds 1 and doubles the result", "(x + 1) * 2", "lambda n: 2*(n+1)"),
    "x // 3": ("lambda x: x // 3", "it divides its input by 3, rounding down", "divides x by 3 and rounds down"),
    "x / 4": ("x/4", "divides by 4", "it divides the number by four"),
    "x / 2": ("it halves the number", "halves it", "x ÷ 2"),
    "x % 2": (
        "x mod 2",
        "x % 2",
        "gives the remainder of its input divided by 2",
        "returns the remainder when x is divided by 2",
        "n modulo 2",
    ),
    "x >= 3": (
        "x >= 3",
        "x ≥ 3",
        "checks whether its input is at least 3",
        "returns True if x is greater than or equal to 3",
        "lambda n: n >= 3",
    ),
    "x < 4": ("checks if the number is less than 4", "x < 4"),
    "-x": ("-x", "it negates its input", "flips the sign of x", "lambda x: -x"),
    "x": ("it leaves its input unchanged", "returns its input", "lambda x: x", "f(x) = x"),
    "x ** 2 + 1": ("squares its input and adds 1", "x^2 + 1", "x² + 1", "x*x + 1"),
    "x + 21": ("adds twenty-one", "it adds 21 to the input"),
    "7 * x / 4": ("7x/4", "(7*x)/4", "multiplies by 7 and then divides by 4"),
    "7": ("lambda x: 7", "f(x) = 7"),
}

NOTHING = (
    "zqkrpl",
    "zqkrpl(x)",
    "what does zqkrpl do?",
    "zqkrpl(3) = 8",
    "x",
    "(x)",
    "7",
    "3",
    "yes.",
    "i would rather not say.",
    "{}",
    "[]",
    "__import__('os').system('true')",
    "lambda x: __import__('os')",
    "lambda x: open('f').read()",
    "def f(x): return eval(x)",
    "import os",
    "exec('x + 5')",
    "x.__class__",
    "def f(x):\n    if x > 3:\n        return x + 5\n    return x",
    "def f(x):\n    return x + 55\n    print(x)",
    "def f(x): return x + 55; import os",
    "lambda x: x if x > 3 else 0",
    "it is not true that it adds 5",
    "it adds 5 if x is even",
    "it does not add 5",
    "it adds 5 to some inputs",
    "it adds a number",
    "adds x",
    "x + y",
    "x + 5 = 8",
    "9**9**9",
    "5 + 3",
    "0x5",
    "1e9x",
    "adds 99999999999999999999",
    "((((((((((",
    "\0",
    "\ud800",
    "x" * 2_000,
    "adds 5 and 3",
    "🤖",
    "add five apples and seven",
)


@pytest.mark.parametrize(("meant", "text"), [(meant, text) for meant, texts in SAID.items() for text in texts])
def test_one_function_in_many_words(meant: str, text: str):
    """
    Each text is the function that stands above it, at every point of the grid.
    """
    found, latent = read_function(text), rule(meant)

    assert isinstance(found, Rule) and latent is not None
    assert 1.0 == found.agreement(latent)


@pytest.mark.parametrize("text", NOTHING)
def test_what_puts_no_function(text: str):
    """
    A name said back, a value, code, conditions, denials and broken sums are no function.
    """
    assert "no function" == read_function(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("it adds 5 " * 10_000, f"longer than {LONGEST:,} characters"),
        ("9" * 100_000, f"longer than {LONGEST:,} characters"),
        ("It adds 5. It doubles.", "more than one function"),
        ("x + 5\nx + 6", "more than one function"),
        ("lambda x: 9**9**9", "a function without a value"),
        ("x ** 99", "a function without a value"),
        ("lambda x: 1/0", "a function without a value"),
        ("lambda x: (x > 3) + 1", "a function without a value"),
    ],
)
def test_why_an_answer_is_not_read(text: str, reason: str):
    """
    Empty, too long, contradicting itself, or without a value within bounds.
    """
    assert reason == read_function(text)


@pytest.mark.parametrize("n", [0, 1, 9, 13, 20, 42, 99])
@pytest.mark.parametrize(
    ("words", "sum_"),
    [
        ("it adds {n}", "x + {n}"),
        ("takes away {n}", "x - {n}"),
        ("multiplies by {n}", "x * {n}"),
        ("checks whether it is at most {n}", "x <= {n}"),
    ],
)
def test_numbers_in_words_are_numbers(n: int, words: str, sum_: str):
    """
    Said in words or in digits, it is the same function.
    """
    spelt = {0: "zero", 1: "one", 9: "nine", 13: "thirteen", 20: "twenty", 42: "forty-two", 99: "ninety-nine"}[n]
    digits, letters, meant = read_function(words.format(n=n)), read_function(words.format(n=spelt)), rule(sum_.format(n=n))

    assert isinstance(digits, Rule) and isinstance(letters, Rule) and meant is not None
    assert 1.0 == digits.agreement(letters) == digits.agreement(meant)


def test_clauses_are_done_in_the_order_of_their_words():
    """
    "adds 1 and doubles" is 2x + 2, "doubles and adds 1" is 2x + 1; fifty random chains of two say so of every pair.
    """
    steps = {
        "adds 1": "({e}) + 1",
        "doubles it": "({e}) * 2",
        "takes away 4": "({e}) - 4",
        "negates it": "-({e})",
        "squares it": "({e}) ** 2",
    }
    rng = Random(3)
    for _ in range(50):
        first, second = rng.choices(sorted(steps), k=2)
        found = read_function(f"it {first} {rng.choice(['and', 'and then', 'then', ', then'])} {second}")
        meant = rule(steps[second].format(e=steps[first].format(e="x")))

        assert isinstance(found, Rule) and meant is not None
        assert 1.0 == found.agreement(meant)


WATCHED = """
import json, sys
from inward.scoring.verbal import read_function
texts = json.load(sys.stdin)
read_function("x + 5"), read_function("(((")
heard = []
sys.addaudithook(lambda event, told: heard.append(event))
found = [str(read_function(text)) for text in texts]
told = sorted(set(heard) - {"sys._getframe", "builtins.id"})
print(json.dumps(told))
"""


def test_nothing_is_ever_run():
    """
    Python's own audit of all these texts hears of parsing, and of no code run, no module, no file, no process.
    """
    texts = [*NOTHING, *(text for some in SAID.values() for text in some)]
    watched = [sys.executable, "-c", WATCHED]
    done = subprocess.run(watched, input=json.dumps(texts), capture_output=True, text=True, check=True, timeout=120)

    assert ["compile"] == json.loads(done.stdout)


def test_noise_is_no_function():
    """
    Two thousand random strings of the grammar's own signs and words end at once in a rule or a reason.
    """
    rng = Random(11)
    pieces = [
        "x",
        "5",
        "+",
        "**",
        "9",
        "(",
        ")",
        "lambda x:",
        "def f(x): return",
        "adds",
        "and",
        "then",
        " ",
        "\n",
        ".",
        "//",
        "it",
        "n",
        "0",
        "-",
        ">=",
        "`",
        "=",
        ";",
        ",",
    ]
    found = [read_function("".join(rng.choices(pieces, k=rng.randint(1, 60)))) for _ in range(2_000)]

    assert 1_500 < sum(isinstance(one, str) for one in found)
