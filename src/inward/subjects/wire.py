"""One question to a chat endpoint over HTTP: asked again while that may help, its key shown to nobody."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from random import Random
from threading import Event
from typing import Any, Final, final

import httpx2

from inward.errors import EndpointError
from inward.schema.talk import Ask, Stopped

KEYS: Final = ("INWARD_JUDGE_KEY", "OPENAI_API_KEY")
"""Environment variables that hold the key; the first that is set."""
AGAIN: Final = frozenset({408, 409, 425, 429})
UNFIT: Final = ("content_filter", "content_policy", "context_length_exceeded", "content management policy")
"""What an endpoint says of a text that it will never take, whoever asks how often."""
LARGEST: Final = 2**21
"""Bytes of a reply that are read."""
SHOWN: Final = 200
MARGIN: Final = 64
"""Tokens that a chat template may add to a text."""


@final
@dataclass(frozen=True, kw_only=True)
class Patience:
    """How often a call is tried, how long one may take, and how long is waited between two (seconds)."""

    tries: int = 6
    timeout: float = 120.0
    first: float = 1.0
    longest: float = 300.0

    def wait(self, number: int, *, rng: Random) -> float:
        """Twice as long each time, give or take a half, so that calls that failed together do not come back together."""
        return float(min(self.longest, self.first * 2.0**number) * (0.5 + rng.random()))


@final
@dataclass(frozen=True, kw_only=True)
class Said:
    """What came back: its text, how it ended, tokens read and written, which model says it was; tries that may be charged."""

    text: str
    stopped: Stopped
    read: int
    written: int
    model: str = ""
    lost: int = 0


@final
@dataclass(frozen=True, kw_only=True)
class Failure:
    """No reply: what is to be said of it, and how many tries may be charged all the same."""

    told: str
    lost: int


@final
@dataclass(frozen=True, kw_only=True)
class _Trouble:
    """Why a try came to nothing, whether another may help and when, and whether it may be charged all the same."""

    why: str
    hopeless: bool = False
    after: float | None = None
    charged: bool = False


def key() -> str:
    """The endpoint's key from the environment; empty where there is none, as many local servers want none."""
    found = next((value.strip() for name in KEYS if (value := os.environ.get(name, "")).strip()), "")
    if not (found.isascii() and found.isprintable()):
        raise EndpointError("Judging: the key in the environment holds characters that no header can carry. Set it again.")
    return found


def most_read(ask: Ask) -> int:
    """Tokens that a question has at most: no tokenizer in use makes more than one of a byte."""
    return sum(len(message.text.encode("utf-8", "replace")) for message in ask.messages) + MARGIN


@final
class Wire:
    """A line to one model behind one endpoint. Threads may share it; `hush` makes those that wait give up."""

    def __init__(self, url: str, model: str, *, key: str = "", patience: Patience | None = None) -> None:
        self.url, self.model, self.patience = url, model, patience or Patience()
        self._key, self._hushed = key, Event()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx2.Client(headers=headers, timeout=self.patience.timeout, follow_redirects=False)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def hush(self) -> None:
        """Nobody waits any longer: calls that sleep between two tries end."""
        self._hushed.set()

    def ask(self, ask: Ask) -> Said | Failure:
        """The reply to one question; a Failure where the endpoint refuses such calls, or no try brought one."""
        rng, lost, trouble = Random(ask.draw), 0, _Trouble(why="")
        for number in range(self.patience.tries):
            found = self._once(ask)
            if isinstance(found, Said):
                return replace(found, lost=lost)
            trouble, lost = found, lost + found.charged
            wait = self.patience.wait(number, rng=rng) if trouble.after is None else trouble.after
            last = number + 1 == self.patience.tries
            if trouble.hopeless or wait > self.patience.longest or last or self._hushed.wait(wait):
                break
        return Failure(told=self._told(trouble, tries=number + 1), lost=lost)

    def _told(self, trouble: _Trouble, *, tries: int) -> str:
        often = "" if tries == 1 else f", {tries} times"
        asked = f" It asks to wait {trouble.after:.0f} s." if trouble.after and trouble.after > self.patience.longest else ""
        return (
            f"Judging: {self.model} at {self.url} gave no reply{often}: {trouble.why}.{asked} Every reply until then is kept: "
            "mend the cause and run the same command again."
        )

    def _once(self, ask: Ask) -> Said | _Trouble:
        body = {
            "model": self.model,
            "messages": [{"role": one.role, "content": _sendable(one.text)} for one in ask.messages],
            "temperature": ask.temperature,
            "max_tokens": ask.max_tokens,
        }
        try:
            with self._client.stream("POST", f"{self.url}/chat/completions", json=body) as response:
                return self._read(response, _taken(response, until=time.monotonic() + self.patience.timeout), ask)
        except httpx2.TimeoutException:
            return _Trouble(why=f"nothing whole within {self.patience.timeout:g} s", charged=True)
        except httpx2.HTTPError as error:
            unheard = isinstance(error, httpx2.ConnectError | httpx2.ProxyError)
            return _Trouble(why=self._clean(f"{type(error).__name__}: {error}"), charged=not unheard)
        except httpx2.InvalidURL as error:
            return _Trouble(why=self._clean(f"no address: {error}"), hopeless=True)

    def _read(self, response: httpx2.Response, data: bytes, ask: Ask) -> Said | _Trouble:
        """What a response amounts to, by its status first."""
        status, text = response.status_code, data.decode("utf-8", "replace")
        if status < 300:
            return self._parsed(data, ask)
        why = self._clean(f"HTTP {status}: {text}")
        if status in (400, 403, 413, 422) and any(word in text for word in UNFIT):
            return Said(text=why, stopped="refused", read=0, written=0)
        transient = (status in AGAIN or status >= 500) and "insufficient_quota" not in text
        return _Trouble(why=why, hopeless=not transient, after=_after(response.headers.get("retry-after")))

    def _parsed(self, data: bytes, ask: Ask) -> Said | _Trouble:
        """The first choice of a reply; one that is not as it should be may come whole the next time."""
        try:
            found = json.loads(data)
            choice = found["choices"][0]
            message = choice["message"]
            content, refusal = message.get("content"), message.get("refusal")
            ended = choice.get("finish_reason")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            start = self._clean(data.decode("utf-8", "replace"))
            return _Trouble(why=f"a reply that is no chat completion ({len(data):,} bytes: {start})", charged=True)
        text = content if isinstance(content, str) else refusal if isinstance(refusal, str) else ""
        declined = ended == "content_filter" or (not text.strip() and bool(refusal)) or (content is None and bool(refusal))
        stopped: Stopped = "refused" if declined else "length" if ended == "length" else "end"
        model = found.get("model")
        read, written = _usage(found.get("usage"), ask)
        return Said(
            text=self._hidden(text),
            stopped=stopped,
            read=read,
            written=written,
            model=self._clean(model) if isinstance(model, str) else "",
        )

    def _hidden(self, text: str) -> str:
        """A text without the key, which some endpoints say back, as it is or as JSON may write it."""
        for said in {self._key, json.dumps(self._key)[1:-1], json.dumps(self._key)[1:-1].replace("/", "\\/")} - {""}:
            text = text.replace(said, "[key]")
        return text

    def _clean(self, text: str) -> str:
        """The beginning of a stranger's text on one line, without the key."""
        plain = "".join(one if one.isprintable() else " " for one in self._hidden(text))
        short = " ".join(plain.split())
        return short if len(short) <= SHOWN else f"{short[:SHOWN]} ..."


def _sendable(text: str) -> str:
    """A text that UTF-8 can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _taken(response: httpx2.Response, *, until: float) -> bytes:
    """The body, as far as it is read; one that trickles in for too long is given up."""
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > LARGEST:
            break
        if time.monotonic() > until:
            raise httpx2.ReadTimeout("trickling")
    return bytes(data[:LARGEST])


def _usage(found: Any, ask: Ask) -> tuple[int, int]:  # noqa: ANN401
    """Tokens read and written; the most that they can be where the endpoint does not count."""
    given: Mapping[str, Any] = found if isinstance(found, dict) else {}
    most = (most_read(ask), ask.max_tokens)
    told = (given.get("prompt_tokens"), given.get("completion_tokens"))
    read, written = (
        one if isinstance(one, int) and not isinstance(one, bool) and one >= 0 else bound
        for one, bound in zip(told, most, strict=True)
    )
    return read, written


def _after(header: str | None) -> float | None:
    """Seconds to wait by a Retry-After, which holds seconds or a date; None where it holds neither."""
    if not header:
        return None
    try:
        return max(0.0, float(header)) if header.strip().replace(".", "", 1).isdigit() else _until(header)
    except (ValueError, TypeError, OverflowError):
        return None


def _until(date: str) -> float:
    return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
