"""The house keeps its own rules: short files, short functions, narrow excepts, full annotations, light imports."""

import ast
import json
import re
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import inward

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "inward"
FILES = sorted(SOURCE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}

SOFT, HARD = 300, 450
# A file that is longer than 300 lines, and why no noun is missing from it.
LONG: dict[str, str] = {}

HOMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
HEAVY = ("torch", "transformers", "safetensors", "tokenizers", "peft", "scipy", "matplotlib", "pydantic")
# Bases that make a class neither abstract nor final: pydantic at the edges, typing's own shapes, torch's modules.
FREE_BASES = {"BaseModel", "TypedDict", "Protocol"}
TORCH_BASES = {"Module", "Function"}
NOT_OURS = {".git", ".venv", "runs", "build", "dist"}

Def = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where a fault is, as an editor opens it."""
    line = f":{node.lineno}" if node else ""
    return f"{path.relative_to(ROOT)}{line}"


def functions() -> Iterator[tuple[Path, Def]]:
    """Every function and method of the package, nested ones too."""
    for path, tree in TREES.items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, Def))


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    """Every class of the package."""
    for path, tree in TREES.items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def names(nodes: list[ast.expr]) -> set[str]:
    """The last name of each decorator or base: "final" of `typing.final`, "Module" of `nn.Module`."""
    bare = [node.func if isinstance(node, ast.Call) else node for node in nodes]
    bare = [node.value if isinstance(node, ast.Subscript) else node for node in bare]
    return {node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "") for node in bare}


def statements(node: Def) -> list[ast.stmt]:
    """A function's body without its docstring."""
    return node.body[1:] if ast.get_docstring(node) is not None else node.body


def length(path: Path, node: Def) -> int:
    """Lines of code from `def` to the end, without docstring, blank lines and comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    docstring = node.body[0]
    described = range(docstring.lineno, (docstring.end_lineno or 0) + 1) if len(statements(node)) < len(node.body) else ()
    counted = (lines[n - 1].strip() for n in range(node.lineno, (node.end_lineno or 0) + 1) if n not in described)
    return sum(1 for line in counted if line and not line.startswith("#"))


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def is_broad(handler: ast.ExceptHandler) -> bool:
    """A bare except, or one that catches Exception or BaseException."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type] if handler.type else []
    return not caught or bool(names(list(caught)) & {"Exception", "BaseException"})


def after_import(code: str) -> tuple[list[str], float]:
    """Heavy libraries that a fresh interpreter holds after `code`, and the CPU seconds that it took."""
    told = f"import json, sys\n{code}\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=120)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return json.loads(done.stdout.splitlines()[-1]), spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime


def tracked_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the tree that is not made by a tool."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            not path.is_file()
            or NOT_OURS & set(parts)
            or any(part.endswith(("_cache", "__pycache__", ".egg-info")) for part in parts)
        ):
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_files_are_short():
    """
    No file is longer than 450 lines, and one longer than 300 says why.
    """
    counts = {path.relative_to(SOURCE).as_posix(): line_count(path) for path in FILES}
    longest = max(counts, key=counts.__getitem__)
    print(f"\n{len(counts)} files, {sum(counts.values())} lines, mean {statistics.mean(counts.values()):.0f}, longest {longest}")

    assert {} == {name: count for name, count in counts.items() if count > HARD}
    assert {} == {name: count for name, count in counts.items() if count > SOFT and name not in LONG}


def test_excuses_are_needed():
    """
    A file that is listed as long is long.
    """
    assert [] == [name for name in LONG if not (SOURCE / name).exists() or line_count(SOURCE / name) <= SOFT]


def test_functions_are_short():
    """
    Half the functions have at most 8 lines of code, 95 of 100 at most 35. Abstract ones have no code and do not count.
    """
    lengths = {place(path, node): length(path, node) for path, node in functions() if statements(node)}
    median, p95 = statistics.median(lengths.values()), statistics.quantiles(lengths.values(), n=20)[-1]
    longest = max(lengths, key=lengths.__getitem__)
    print(f"\n{len(lengths)} functions, median {median:.0f} lines, p95 {p95:.0f}, longest {longest} with {lengths[longest]}")

    assert 8 >= median
    assert 35 >= p95


def test_excepts_are_narrow():
    """
    Only `run.py` may catch whatever comes: it records and raises again.
    """
    broad = [
        place(path, node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    print(f"\n{len(broad)} broad excepts")

    assert [] == [where for where in broad if not where.startswith("src/inward/run.py:")]


def test_no_file_is_homeless():
    """
    A file called utils, helpers, common or misc is a missing noun.
    """
    assert [] == [place(path) for path in FILES if HOMELESS & {path.stem, path.parent.name}]


def test_everything_is_annotated():
    """
    Every parameter but `self` and `cls` has a type, and every function says what it returns.
    """
    bare, counted = [], 0
    for path, node in functions():
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg]
        typed = [arg.annotation for arg in given if arg is not None and arg.arg not in ("self", "cls")] + [node.returns]
        counted += len(typed)
        bare += [f"{place(path, node)} {node.name}"] * typed.count(None)
    print(f"\n{counted} annotations due, {len(bare)} absent")

    assert [] == bare


def is_free(path: Path, node: ast.ClassDef) -> bool:
    """The error tree, typing's shapes, pydantic models, and torch modules in `weights`."""
    allowed = FREE_BASES | (TORCH_BASES if path.is_relative_to(SOURCE / "weights") else set())
    return path == SOURCE / "errors.py" or bool(names(node.bases) & allowed)


def is_abstract(node: ast.ClassDef) -> bool:
    """Called Abstract, and with a method that says so."""
    methods = [method for method in node.body if isinstance(method, Def)]
    return node.name.lstrip("_").startswith("Abstract") and any(
        "abstractmethod" in names(method.decorator_list) for method in methods
    )


def test_classes_are_abstract_or_final():
    """
    Nothing that can be built is subclassed, and nothing that is subclassed can be built.
    """
    loose = [
        f"{place(path, node)} {node.name}"
        for path, node in classes()
        if not is_free(path, node) and not is_abstract(node) and "final" not in names(node.decorator_list)
    ]

    assert [] == loose


@pytest.mark.parametrize("path", FILES, ids=place)
def test_a_file_says_what_it_is(path: Path):
    """
    A file opens with its docstring, whose first line is the sentence that says what the file does.
    """
    opening = TREES[path].body[0]
    sentence = (ast.get_docstring(TREES[path]) or "").split("\n\n")[0]

    assert 1 == opening.lineno
    assert re.fullmatch(r"\S.*[.?!]", sentence), sentence


def test_importing_is_light():
    """
    `import inward` loads no heavy library.
    """
    heavy, spent = after_import("import inward")
    print(f"\nimport inward: {spent:.2f} CPU-s")

    assert [] == heavy


def test_help_is_light():
    """
    `inward --help` loads no heavy library. (It should take under 0.5 s of CPU; the bound leaves room for a busy machine.)
    """
    ask = "sys.argv = ['inward', '--help']\nfrom inward.cli import main\ntry:\n    main()\nexcept SystemExit:\n    pass"
    heavy, spent = after_import(ask)
    print(f"\ninward --help: {spent:.2f} CPU-s")

    assert [] == heavy
    assert 2.0 > spent


def test_public_names_are_on_a_docs_page():
    """
    A name is public when it is in `inward.__all__` and on a docs page.
    """
    pages = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md")))

    assert [] == [name for name in inward.__all__ if not re.search(rf"\binward\.{name}\b", pages)]


def test_no_path_of_a_build_machine():
    """
    The tree names no folder of whoever wrote it.
    """
    homes = re.compile(r"(?<![\w.])/(?:[h]ome|[U]sers|[r]oot|[w]ork)/\w")

    assert [] == [f"{place(path)}: {found[0]}" for path, text in tracked_texts() if (found := homes.search(text))]
