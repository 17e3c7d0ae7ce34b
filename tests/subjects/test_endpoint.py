"""An endpoint that misbehaves is asked again, paid within its limit, and never believed beyond its replies."""

import json
import time
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from tests.endpoints import HUGE, Counter, endpoint

from inward.errors import DesignError, EndpointError
from inward.judging import Price, hosted
from inward.schema.talk import Ask, Message, Reply
from inward.store.shelf import Shelf
from inward.subjects.endpoint import Endpoint, spent
from inward.subjects.purse import Purse, Spending
from inward.subjects.wire import SHOWN, Patience, Wire, key, most_read

QUICK = Patience(tries=4, timeout=0.5, first=0.01)
KEY = "sk-planted-0123456789"
ASKS = [Ask(messages=(Message(role="user", text=f"q{n}"),), max_tokens=16, draw=f"d/{n}") for n in range(6)]
LEDGER = "spent"


def at(counter: Counter, shelf: Shelf, *, patience: Patience = QUICK, together: int = 1, **purse: object) -> Endpoint:
    """An endpoint whose ledger is on this shelf."""
    wire = Wire(counter.url, "planted", key=KEY, patience=patience)
    return Endpoint(wire=wire, purse=Purse(spent(shelf, LEDGER), **purse), shelf=shelf, ledger=LEDGER, together=together)


def texts(replies: list[Reply]) -> list[str]:
    return [reply.text for reply in replies]


@pytest.mark.parametrize("trick", ["429", "500", "503", "408", "malformed", "empty", "cut", "slow"])
def test_what_may_pass_is_asked_again(tmp_path: Path, trick: str):
    """
    A busy, broken, mute, slow or interrupted endpoint that recovers has lost nothing: each reply is there, in its place.
    """
    with endpoint(lambda prompt: prompt.upper(), mischief=["", trick, trick]) as counter:
        found = at(counter, Shelf(tmp_path)).reply(ASKS)

    assert [f"Q{n}" for n in range(6)] == texts(found)
    assert 8 == len(counter.heard)


def test_retry_after_is_honoured(tmp_path: Path):
    """
    An endpoint that asks for a second gets a second, however short our own waits are.
    """
    with endpoint(str, mischief=["429"], after="1") as counter:
        began = time.monotonic()
        at(counter, Shelf(tmp_path)).reply(ASKS[:1])

    assert 1.0 <= time.monotonic() - began


def test_who_asks_for_an_hour_is_not_waited_for(tmp_path: Path):
    """
    A wait beyond our patience ends the run at once, and the sentence says how long it was.
    """
    with endpoint(str, mischief=["429"] * 9, after="3600") as counter, pytest.raises(EndpointError) as fault:
        at(counter, Shelf(tmp_path)).reply(ASKS[:1])

    assert "It asks to wait 3600 s." in str(fault.value)
    assert 1 == len(counter.heard)


def test_a_key_is_said_to_nobody(tmp_path: Path):
    """
    An endpoint that says the key back in its error is quoted without it; the sentence names place, cause and remedy.
    """
    with endpoint(str, mischief=["401"]) as counter, pytest.raises(EndpointError) as fault:
        at(counter, Shelf(tmp_path)).reply(ASKS[:1])

    assert (
        f"Judging: planted at {counter.url} gave no reply: HTTP 401: "
        '{"error": {"message": "planted; the key was Bearer [key]"}}. Every reply until then is kept: mend the cause and run the '
        "same command again." == str(fault.value)
    )
    assert 1 == len(counter.heard)


@pytest.mark.parametrize("key", ["sk-planted-0123456789", "sk/planted/0123"])
def test_no_part_of_a_key_is_said(key: str):
    """
    Not of one that the cut at the length of a quotation goes through, nor of one written as JSON may write it, nor as a model's
    name.
    """
    wire = Wire("http://127.0.0.1:9/v1", "planted", key=key)
    escaped = key.replace("/", "\\/")
    for before in range(SHOWN - len(escaped), SHOWN + 1):
        trouble = wire._parsed(b"x" * before + escaped.encode(), ASKS[0])
        assert key[:6] not in str(trouble).replace("\\", "") and "planted/0" not in str(trouble)
    told = {"choices": [{"message": {"content": key}}], "model": key}

    assert ("[key]", "[key]") == (attrgetter("text", "model")(wire._parsed(json.dumps(told).encode(), ASKS[0])))


def test_the_key_of_ours_comes_first(monkeypatch: pytest.MonkeyPatch):
    """
    INWARD_JUDGE_KEY, then OPENAI_API_KEY, then none; one that no header can carry is refused without being shown.
    """
    monkeypatch.setenv("OPENAI_API_KEY", "theirs")
    monkeypatch.delenv("INWARD_JUDGE_KEY", raising=False)
    assert "theirs" == key()
    monkeypatch.setenv("INWARD_JUDGE_KEY", " ours\n")
    assert "ours" == key()
    monkeypatch.setenv("INWARD_JUDGE_KEY", "a\nb")
    with pytest.raises(EndpointError, match="characters that no header can carry"):
        key()


def test_what_was_heard_is_kept_when_one_call_fails(tmp_path: Path):
    """
    Of six calls the fourth never succeeds: three replies are kept, and going on asks for three.
    """
    shelf = Shelf(tmp_path)
    with endpoint(mischief=["", "", "", "500", "500", "500", "500"]) as counter:
        with pytest.raises(EndpointError, match="gave no reply, 4 times: HTTP 500"):
            at(counter, shelf).reply(ASKS)
        before = len(counter.heard)
        at(counter, shelf).reply(ASKS)

    assert (7, 10) == (before, len(counter.heard))
    assert 6 == spent(shelf, LEDGER).calls


def test_what_is_under_way_when_somebody_interrupts_is_kept(tmp_path: Path):
    """
    Of four calls under way the first one's coming interrupts; the other three are paid for, and so kept and accounted for.
    """

    def interrupt(tokens: int) -> None:
        if len(counter.heard) == 4 and not ticks:
            ticks.append(tokens)
            raise KeyboardInterrupt

    ticks: list[int] = []
    with endpoint(str, pause=0.2) as counter:
        asked = replace(at(counter, Shelf(tmp_path), together=4), tick=interrupt)
        with pytest.raises(KeyboardInterrupt):
            asked.reply(ASKS[:4])
        assert 4 == spent(Shelf(tmp_path), LEDGER).calls
        at(counter, Shelf(tmp_path)).reply(ASKS[:4])

    assert 4 == len(counter.heard)


def test_a_text_that_is_never_taken_is_a_refusal(tmp_path: Path):
    """
    A filter, or a text beyond the context, is a reply of its kind and is not asked again.
    """
    shelf = Shelf(tmp_path)
    with endpoint(str, mischief=["400 content_filter", "400 context_length_exceeded"]) as counter:
        found = at(counter, shelf).reply(ASKS[:2])
        at(counter, shelf).reply(ASKS[:2])

    assert ["refused", "refused"] == [reply.stopped for reply in found]
    assert 2 == len(counter.heard)


def test_a_megabyte_and_control_characters_are_replies(tmp_path: Path):
    """
    A reply of 1 MB comes whole, and so do control characters and half a surrogate pair, out of the shelf too.
    """
    shelf = Shelf(tmp_path)
    with endpoint(str, mischief=["huge", "control"]) as counter:
        patience = Patience(tries=1, timeout=20)
        first = at(counter, shelf, patience=patience).reply(ASKS[:2])
        second = at(counter, shelf, patience=patience).reply(ASKS[:2])

    assert [HUGE, "\x00\x1b[31m90\ud800"] == texts(first) == texts(second)
    assert 2 == len(counter.heard)


def test_no_more_calls_than_allowed_are_under_way(tmp_path: Path):
    """
    Six calls of a tenth of a second take two rounds of three.
    """
    with endpoint(str, pause=0.1) as counter:
        began = time.monotonic()
        at(counter, Shelf(tmp_path), together=3).reply(ASKS)

    assert 0.2 <= time.monotonic() - began


@pytest.mark.parametrize("counted", [True, False])
def test_the_limit_is_never_passed(tmp_path: Path, counted: bool):
    """
    Whatever a call may come to at most fits under the limit before it goes out; where the endpoint counts no tokens, the most
    is what is reckoned with. Raised, the rest is asked, and nothing twice.
    """
    shelf, price = Shelf(tmp_path), Price(read=1e6, written=1e6)
    most = 16 + most_read(ASKS[0])
    limit = float(4 * most + 2 * 102 + 1 if counted else 4 * most + 1)
    with endpoint(str, usage=counted) as counter:
        with pytest.raises(EndpointError) as fault:
            at(counter, shelf, price=price, most=limit).reply(ASKS)
        before, cost = len(counter.heard), spent(shelf, LEDGER)
        at(counter, shelf, price=price, most=1e9).reply(ASKS)

    assert price.of(cost.read, cost.written) <= limit
    assert 0 < before < 6 == len(counter.heard)
    assert f"above --max-cost {limit:g}" in str(fault.value) and "raise --max-cost" in str(fault.value)


def test_calls_that_may_have_been_charged_are_reckoned_with(tmp_path: Path):
    """
    A connection that was cut after the question went out costs the most that it may have cost; a 429 costs nothing.
    """
    shelf = Shelf(tmp_path)
    with endpoint(str, mischief=["cut", "429"]) as counter:
        at(counter, shelf).reply(ASKS[:1])

    lost = Spending(calls=1, read=most_read(ASKS[0]), written=16)
    assert Spending(calls=1, read=100, written=2, models=("planted-1",)) + lost == spent(shelf, LEDGER)


GOOD = {"url": "http://127.0.0.1:1/v1", "model": "m", "local": "", "samples": 5, "price": "", "most": None}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"model": ""}, "without --judge-model"),
        ({"url": ""}, "--judge-model without --judge-url"),
        ({"local": "folder"}, "give one"),
        ({"samples": 0}, "at least 1"),
        ({"tokens": 0}, "at least 1"),
        ({"most": 5.0}, "without prices"),
        ({"most": 0.0, "price": "1,2"}, "an amount above 0"),
        ({"most": float("nan"), "price": "1,2"}, "an amount above 0"),
        ({"price": "cheap"}, "give IN,OUT per million tokens"),
        ({"price": "1,-2"}, "finite and not negative"),
        ({"url": "ftp://host/v1"}, "no address"),
        ({"url": "http://host:port/v1"}, "no address"),
        ({"url": "https://me:secret@host/v1"}, "holds a user, a query or a fragment"),
        ({"url": "https://host/v1?key=secret"}, "holds a user, a query or a fragment"),
    ],
)
def test_bad_orders_are_refused(changed: dict[str, object], told: str):
    """
    What cannot be asked, or could be asked without end, is refused before anything is; no secret is said back.
    """
    given = {**GOOD, **changed}
    with pytest.raises(DesignError, match=told) as fault:
        hosted(given.pop("url"), given.pop("model"), **given)

    assert "secret" not in str(fault.value)


def test_the_address_is_that_of_the_endpoint():
    """
    With a slash, or with what every call adds, it is the same judge.
    """
    assert {"m at https://host/v1"} == {
        hosted(url, "m", local="", samples=5, price="", most=None).name
        for url in ("https://host/v1", "https://host/v1/", "https://host/v1/chat/completions")
    }
