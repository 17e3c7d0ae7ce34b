"""Check that a probe or a scorer of your own keeps its contract."""

import copy
import json
import math
import pickle
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, repeat
from typing import Generic, TypeVar, final

from inward.errors import ProbeError
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractProbe, AbstractScorer
from inward.schema.talk import Ask, Item, Message, Reply, Speech, Transcript
from inward.store.digest import digest

T = TypeVar("T")

PLAIN: tuple[str | Reply, ...] = ("A plain answer.",)
LONGEST = 500
TROUBLES: Mapping[str, Reply] = {
    "an empty reply": Reply(text=""),
    "a reply of 10,000 words": Reply(text="word " * 10_000),
    "a reply of control characters": Reply(text="".join(map(chr, range(32))) + "\x7f\u2028</script>"),
    "a reply of braces": Reply(text="{0} {name} {{ %s \\"),
    "a refused reply": Reply(text="I would rather not.", stopped="refused"),
    "a reply cut at its length": Reply(text="It beg", stopped="length"),
}
# What a slip in a probe raises. Anything else (memory, a keyboard interrupt) is not the probe's and passes through.
SLIPS = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RuntimeError, TypeError, ValueError)


def check_probe(probe: AbstractProbe, item: Item, *, replies: Sequence[str | Reply] = PLAIN) -> Transcript:
    """
    The Transcript that `probe` makes of `item` and `replies`, once everything a run relies on holds.

    The last of `replies` is repeated for as long as the probe asks; an Ask with options is answered by equal
    log-probabilities unless its Reply brings some. The probe yields Asks only and ends in a Transcript of the same item;
    it says the same again to the same replies, leaves itself and the item as they were, bears every reply in
    `TROUBLES` and marks one that was refused or cut; it is a frozen dataclass of plain values, so that it can be sent to
    a worker and named by a digest.

    Raises
    ------
    ProbeError
        At the first promise that is not kept, with what to do about it.
    """
    who = _introduced(probe, AbstractProbe)
    speak, ends = partial(probe.talk, item), partial(_transcript, item=item)
    heard = _heard_twice(speak, replies, who=who, ends=ends, left=(probe, item))
    for name, trouble in TROUBLES.items():
        under = f"{who}, given {name},"
        troubled = _heard(speak, [trouble], who=under, ends=ends)
        if troubled.asks and trouble.stopped != "end" and troubled.returned.stopped == "end":
            raise ProbeError(f"{under} marks its Transcript 'end'. Pass the reply's `stopped` on, so that the answer is counted.")
    return heard.returned


def check_scorer(
    scorer: AbstractScorer, transcripts: Sequence[Transcript], *, replies: Sequence[str | Reply] = PLAIN
) -> Score | Missing:
    """
    What `scorer` makes of `transcripts`, once everything a run relies on holds.

    `replies` are a judge's. The scorer yields Asks only and ends in a Score of finite numbers or a Missing with its
    reason; it reads the same again, also from a transcript that a file brought back; it leaves itself and the transcripts
    as they were, bears every text in `TROUBLES` from the subject and from the judge, and makes no Score of a judge that
    refused throughout.

    Raises
    ------
    ProbeError
        At the first promise that is not kept, with what to do about it.
    """
    who = _introduced(scorer, AbstractScorer)
    speak = partial(scorer.read, transcripts)
    heard = _heard_twice(speak, replies, who=who, ends=_value, left=(scorer, tuple(transcripts)))
    kept = _heard(partial(scorer.read, [_from_file(transcript) for transcript in transcripts]), replies, who=who, ends=_value)
    if kept.returned != heard.returned:
        raise ProbeError(f"{who} reads a transcript differently once a file brought it back. Take lists where you take tuples.")
    for name, trouble in TROUBLES.items():
        under = f"{who}, given {name},"
        spoilt = [_spoilt(transcript, trouble) for transcript in transcripts]
        _heard(partial(scorer.read, spoilt), replies, who=under, ends=_value)
        judged = _heard(speak, [trouble], who=under, ends=_value)
        if judged.asks and trouble.stopped == "refused" and isinstance(judged.returned, Score):
            raise ProbeError(f"{under} returns a Score though its judge never answered. Return Missing(reason='judge declined').")
    return heard.returned


@final
@dataclass(frozen=True, kw_only=True)
class _Heard(Generic[T]):
    """One conversation: what was asked and what it returned."""

    asks: tuple[Ask, ...]
    returned: T


def _introduced(speaker: object, kind: type) -> str:
    """How errors call the speaker, once it is of its kind and can be pickled, compared and named by a digest."""
    who = f"{kind.__name__.removeprefix('Abstract')} {type(speaker).__name__}"
    if not isinstance(speaker, kind):
        raise ProbeError(f"{who} is no {kind.__name__}; derive it from inward.schema.sockets.{kind.__name__}.")
    if not _is_frozen(speaker):
        raise ProbeError(f"{who} is not a frozen dataclass. Decorate it with @final @dataclass(frozen=True, kw_only=True).")
    _same_after_pickling(speaker, who=who)
    return who


def _same_after_pickling(speaker: object, *, who: str) -> None:
    try:
        name = digest(speaker)
        again = pickle.loads(pickle.dumps(speaker))
    except (pickle.PicklingError, AttributeError) as fault:
        raise ProbeError(f"{who} cannot be pickled: {fault}. Define its class at the top of a module.") from fault
    except (TypeError, ValueError) as fault:
        reason = str(fault).rstrip(".")
        raise ProbeError(f"{who} has no digest: {reason}. Let its fields be text, numbers and tuples of them.") from fault
    if again != speaker or digest(again) != name:
        raise ProbeError(f"{who} differs from its own pickled copy. Keep all that it is in its fields.")


def _heard_twice(
    speak: Callable[[], Speech[object]],
    replies: Sequence[str | Reply],
    *,
    who: str,
    ends: Callable[..., T],
    left: tuple[object, ...],
) -> _Heard[T]:
    """One conversation, once a second with the same replies went the same way and left everything as it was."""
    before = copy.deepcopy(left)
    once, again = (_heard(speak, replies, who=who, ends=ends) for _ in range(2))
    if before != left:
        raise ProbeError(f"{who} changes itself or what it was given. Make a new value instead: dataclasses.replace.")
    for turn, (ask, other) in enumerate(zip(once.asks, again.asks, strict=False)):
        if ask != other:
            raise ProbeError(f"{who} asks something else at turn {turn} the second time. Use no clock, no chance and no memory.")
    if once != again:
        raise ProbeError(f"{who} ends differently the second time, on the same replies. Use no clock, no chance and no memory.")
    return once


def _heard(speak: Callable[[], Speech[object]], replies: Sequence[str | Reply], *, who: str, ends: Callable[..., T]) -> _Heard[T]:
    """One conversation to its end, each Ask and the end looked at, the last reply repeated."""
    asks: list[Ask] = []
    coming: Iterator[str | Reply] = chain(replies, repeat(replies[-1]))
    try:
        talk = speak()
        _require_generator(talk, who=who)
        ask = next(talk)
        while len(asks) < LONGEST:
            _require_ask(ask, turn=len(asks), who=who)
            asks.append(ask)
            ask = talk.send(_fitted(next(coming), ask))
    except StopIteration as end:
        return _Heard(asks=tuple(asks), returned=ends(end.value, who=who))
    except SLIPS as fault:
        slip = f"{who} fails at turn {len(asks)} with {type(fault).__name__}: {str(fault)[:200]}"
        raise ProbeError(f"{slip}. A model may say anything: keep it, or read it as Missing.") from fault
    raise ProbeError(f"{who} has asked {LONGEST} times and goes on. Bound its turns by a field.")


def _require_generator(talk: object, *, who: str) -> None:
    if not isinstance(talk, Generator):
        raise ProbeError(f"{who} hands back {type(talk).__name__}, not a conversation. Write a generator: it holds a `yield`.")


def _require_ask(ask: object, *, turn: int, who: str) -> None:
    if not isinstance(ask, Ask):
        raise ProbeError(f"{who} yields {type(ask).__name__} at turn {turn}; yield Ask, nothing else.")
    if not ask.messages or not all(isinstance(message, Message) for message in ask.messages):
        raise ProbeError(f"{who} yields an Ask at turn {turn} whose messages are {ask.messages!r}; give a tuple of Message.")
    if ask.draw:
        raise ProbeError(f"{who} names its own draw {ask.draw!r} at turn {turn}. Leave `draw` empty: the driver stamps it.")


def _fitted(reply: str | Reply, ask: Ask) -> Reply:
    """A Reply to what was asked: options get log-probabilities, unless the subject refused."""
    whole = reply if isinstance(reply, Reply) else Reply(text=reply)
    if not ask.options or whole.logprobs or whole.stopped == "refused":
        return whole
    return Reply(stopped="scored", logprobs=(-math.log(len(ask.options)),) * len(ask.options), mass=1.0)


def _transcript(returned: object, *, item: Item, who: str) -> Transcript:
    if not isinstance(returned, Transcript):
        raise ProbeError(f"{who} returns {type(returned).__name__}; end with `return Transcript(item=item, parts=...)`.")
    if returned.item != item:
        raise ProbeError(f"{who} returns a Transcript of item {returned.item.id!r}, but was asked {item.id!r}. Pass `item` on.")
    try:
        json.dumps(dict(returned.parts), allow_nan=False)
    except (TypeError, ValueError) as fault:
        raise ProbeError(f"{who} keeps a part that no file can hold: {fault}. Keep text, numbers, and tuples of them.") from fault
    return returned


def _value(returned: object, *, who: str) -> Score | Missing:
    if not isinstance(returned, Score | Missing):
        raise ProbeError(f"{who} returns {type(returned).__name__}; return a Score, or Missing with its reason.")
    if isinstance(returned, Missing):
        if not returned.reason:
            raise ProbeError(f"{who} returns Missing without a reason. Say in a word or two why there is no number.")
        return returned
    for measure, value in returned.values.items():
        if not math.isfinite(value):
            raise ProbeError(f"{who} reads {measure!r} as {value}. What cannot be read is Missing, never NaN or infinite.")
    return returned


def _from_file(transcript: Transcript) -> Transcript:
    """The transcript as the store brings it back: tuples have become lists."""
    return replace(transcript, parts=json.loads(json.dumps(dict(transcript.parts))))


def _spoilt(transcript: Transcript, trouble: Reply) -> Transcript:
    """The transcript with every text in it replaced by what the trouble says."""
    parts = {name: trouble.text if isinstance(part, str) else part for name, part in transcript.parts.items()}
    return replace(transcript, parts=parts, stopped=transcript.stopped if trouble.stopped == "end" else trouble.stopped)


def _is_frozen(value: object) -> bool:
    parameters = getattr(type(value), "__dataclass_params__", None)
    return parameters is not None and parameters.frozen is True
