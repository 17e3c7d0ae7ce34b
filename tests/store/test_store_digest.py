"""A digest stands for what a thing is made of."""

from dataclasses import dataclass, field, replace
from typing import final

import pytest

from inward.schema.sockets import AbstractWorld
from inward.schema.talk import Item, Message
from inward.store.digest import digest, line, plain
from inward.worlds.english.world import English
from inward.worlds.village.world import Village


@final
@dataclass(frozen=True, kw_only=True)
class Kettle:
    """A record with a field that is no part of what it is."""

    litres: float
    heard: list[str] = field(default_factory=list, compare=False)


@final
@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Another record with the same field."""

    litres: float


def test_equal_values_have_one_digest():
    """
    The order of keys, lists for tuples, and fields that are not compared are no matter.
    """
    one, other = digest({"a": 1, "b": (1, 2)}, Kettle(litres=2.0)), digest({"b": [1, 2], "a": 1}, Kettle(litres=2.0, heard=["x"]))

    assert one == other


def test_a_digest_is_32_hexadecimal_digits_that_never_change():
    """
    What was kept under a digest is found by every later version.
    """
    assert "51a50893f9283283498232c66a5d1aa6" == digest("a", 1, None, Message(role="user", text="hello"))


@pytest.mark.parametrize("other", [Kettle(litres=2.5), Bucket(litres=2.0), {"litres": 2.0}, None, "Kettle"])
def test_what_differs_has_another_digest(other: object):
    """
    A field, the kind of record, and being a record at all are part of what a thing is.
    """
    assert digest(Kettle(litres=2.0)) != digest(other)


def test_a_field_that_came_later_changes_no_name():
    """
    A variant is part of what an item is, and an item without one is named as it was before there were any.
    """
    item = Item(id="a", text="b", cluster="c")

    assert "variant" not in plain(item)
    assert "far" == plain(replace(item, variant="far"))["variant"]
    assert digest(item) != digest(replace(item, variant="far"))


@pytest.mark.parametrize(
    ("world", "name", "known"),
    [
        (Village(), "free-form-8", "e0960516b4f455f82a45d5385e2fbc68"),
        (Village(), "free-form-wide", "cb55c3557a6c1cd31c095baecace42c8"),
        (Village(), "closed", "59ce9b1e724e6ef6bab967601465c8f7"),
        (English(base="m"), "free-form-8", "6a17dd3d52ddd273d0e569e4fa5fb906"),
        (English(base="m"), "free-form-wide", "8db2508cb56649346b0bebe141eb7d8f"),
        (English(base="m"), "closed", "48aade9d82ba6ba38c0dcc7f5ae45060"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_questions_keep_their_names(world: AbstractWorld, name: str, known: str):
    """
    What is in a user's store was drawn for these questions, under these digests.
    """
    assert known == digest(plain(world.items(name)))


def test_parts_are_not_run_together():
    """
    ("ab", "c") and ("a", "bc") are different things.
    """
    assert digest("ab", "c") != digest("a", "bc")


def test_a_line_is_one_line_of_plain_ascii():
    """
    Line breaks of every kind, and whatever else a model says, stay inside the string.
    """
    said = "a\nb\u2028c\x00</script>\U0001f600\ud800"

    written = line({"said": said})

    assert (1, True) == (len(written.splitlines()), written.isascii())


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_value_is_not_a_number(value: float):
    """
    What is absent is Missing with its reason; NaN and infinity are never written.
    """
    with pytest.raises(ValueError, match="not JSON compliant"):
        line({"value": value})


def test_a_thing_that_is_no_record_has_no_digest():
    """
    An object with an address for a name would have another digest in every process.
    """
    with pytest.raises(TypeError) as caught:
        plain({"a": object()})

    assert "Naming a object: a digest covers records, mappings, sequences and plain values only." == str(caught.value)
