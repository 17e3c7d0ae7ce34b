"""A class of a user's own is named by all that it is made of, and its file is a module wherever it is needed."""

import pickle
import sys
from pathlib import Path

import pytest

from inward.errors import DesignError
from inward.schema.talk import Item
from inward.store.digest import digest, plain
from inward.store.source import Source, read_source

FILE = '''
"""A file of somebody's."""
import math
from dataclasses import dataclass, replace
from json import dumps, loads

WORDS = ("a", "b")
WORDS += ("c",)
SEEN = []
SEEN.append("x")

if math.pi > 3:
    def spoken(word):
        return WORDS.index(word)

def unrelated():
    return 1

@dataclass(frozen=True)
class Doubt:
    """Doubts."""
    turns: int = 2
    def talk(self, item):
        return spoken(item), SEEN  # as it was

@dataclass(frozen=True)
class Other:
    turns: int = 2
'''


def kind(text: str, name: str = "Doubt", *, path: str = "/a/own.py") -> type:
    """A class of a file."""
    return vars(Source(path=path, text=text).module())[name]


def named(text: str, name: str = "Doubt", *, path: str = "/a/own.py") -> str:
    """The digest of one of a class, as its file has it."""
    return digest(kind(text, name, path=path)())


UNCHANGED = {
    "a comment": ("# as it was", "# as it is"),
    "blank lines": ("\n\ndef unrelated", "\n\n\n\ndef unrelated"),
    "the file's docstring": ("somebody's", "somebody else's"),
    "a function that it does not use": ("return 1", "return 2"),
    "another class": ("class Other:\n    turns: int = 2", "class Other:\n    turns: int = 3"),
    "another name of an import": ("import dumps, loads", "import dumps"),
}
CHANGED = {
    "its own code": ("spoken(item), SEEN", "spoken(item)"),
    "a default": ('class Doubt:\n    """Doubts."""\n    turns: int = 2', 'class Doubt:\n    """Doubts."""\n    turns: int = 3'),
    "its decorator": ("@dataclass(frozen=True)\nclass Doubt", "@dataclass(frozen=True, kw_only=True)\nclass Doubt"),
    "a function that it uses": ("WORDS.index(word)", "WORDS.count(word)"),
    "a constant that this uses": ('("a", "b")', '("a", "z")'),
    "what adds to the constant": ('("c",)', '("d",)'),
    "what changes a list that it uses": ('SEEN.append("x")', 'SEEN.append("y")'),
    "a condition over what it uses": ("math.pi > 3", "math.pi > 2"),
}


@pytest.mark.parametrize("what", UNCHANGED)
def test_what_a_class_does_not_reach_is_no_part_of_its_name(what: str):
    """
    Such an edit asks nothing again.
    """
    assert UNCHANGED[what][0] in FILE
    assert named(FILE) == named(FILE.replace(*UNCHANGED[what]))


@pytest.mark.parametrize("what", CHANGED)
def test_what_a_class_reaches_is_part_of_its_name(what: str):
    """
    Edit the class, or anything of its file that it uses, and it is another.
    """
    assert CHANGED[what][0] in FILE
    assert named(FILE) != named(FILE.replace(*CHANGED[what]))


def test_the_files_name_is_no_part_of_a_name():
    """
    A renamed file asks nothing again.
    """
    assert named(FILE) == named(FILE, path="/b/other.py")


def test_two_classes_of_one_name_and_one_default_differ():
    """
    The bare name of a class outside the package says too little.
    """
    assert named(FILE) != named("from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Doubt:\n    turns: int = 2\n")


def test_records_of_ours_keep_their_bare_name():
    """
    Their rooms have versions of their own; what was kept under them is found.
    """
    assert "Item" == plain(Item(id="a", text="b", cluster="c"))["is"]


def test_a_package_is_followed_and_another_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    What a class takes from a neighbour in its package is part of it; of a library, the import alone is.
    """
    names = []
    for turn, said in enumerate(("yes", "no")):
        package = tmp_path / str(turn) / "ownpackage"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (package / "words.py").write_text(f"import json\nSAID = {said!r}\ndef say():\n    return json.dumps(SAID)\n")
        probe = "from dataclasses import dataclass\nfrom .words import say\n@dataclass(frozen=True)\nclass P:\n    n = say\n"
        (package / "probe.py").write_text(probe)
        monkeypatch.syspath_prepend(str(package.parent))
        for module in [name for name in sys.modules if name.startswith("ownpackage")]:
            del sys.modules[module]
        __import__("ownpackage.probe")
        names.append(digest(sys.modules["ownpackage.probe"].P()))

    assert 2 == len(set(names))


def test_a_file_runs_once_and_is_found_by_pickle():
    """
    Its module is there under a name of its path and text, so that what it made can be sent to whoever has it too.
    """
    source = Source(path="/a/own.py", text=FILE)

    assert source.module() is Source(path="/a/own.py", text=FILE).module()
    assert kind(FILE)(turns=5) == pickle.loads(pickle.dumps(kind(FILE)(turns=5)))
    assert source.name != Source(path="/a/own.py", text=FILE + "\n").name != Source(path="/b/own.py", text=FILE + "\n").name


def test_a_file_that_fails_leaves_no_module():
    """
    Mended, it is run again.
    """
    source = Source(path="/a/own.py", text="x = 1 / 0")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            source.module()

    assert source.name not in sys.modules


def test_a_place_is_a_file_and_a_line():
    """
    Of a name at the top level, of a text that its statement quotes, and of the file where neither is found.
    """
    source = Source(path="own.py", text='X = "d"\nA: str = "b"\nC = ["d", "b",\n     "e"]\nif A:\n    D = 1\n')
    asked = [("A", ""), ("C", "d"), ("C", "e"), ("C", "z"), ("D", ""), ("", "")]

    found = [source.place(*one) for one in asked]

    assert ["own.py, line 2", "own.py, line 3", "own.py, line 4", "own.py, line 3", "own.py", "own.py"] == found


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path):
    """
    Absent, a folder, or no UTF-8.
    """
    (tmp_path / "latin.py").write_bytes(b"x = '\xe9'")
    said = []
    for name in ("absent.py", ".", "latin.py"):
        with pytest.raises(DesignError) as caught:
            read_source(tmp_path / name)
        said.append(str(caught.value).replace(str(tmp_path), "AT"))

    assert [
        "Study AT/absent.py: there is no such file. `inward new NAME` writes one to begin with.",
        "Study AT: it cannot be read (Is a directory). Give a Python file.",
        "Study AT/latin.py: it cannot be read (it is not UTF-8). Give a Python file.",
    ] == said
