"""Hold many conversations at once: a batch per turn and subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar, final

from inward.errors import ProbeError
from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply, Speech

T = TypeVar("T")


@final
@dataclass(frozen=True, kw_only=True)
class Seat(Generic[T]):
    """
    A conversation with its places laid: `cast` says who sits in each role that its Asks address ("subject" is played by
    the subject called "insecure/3", say), `draw` names its random draws.
    """

    talk: Speech[T]
    cast: Mapping[str, str] = field(default_factory=dict)
    draw: str = ""


def hold(talks: Sequence[Speech[T] | Seat[T]], subjects: Mapping[str, AbstractSubject]) -> list[T]:
    """
    Every conversation to its end; what each returned, in order.

    Turn `t` of all open conversations reaches each subject as one batch. A subject that sits under several names gets one
    batch for all of them. Draws are keyed by conversation and turn, never by position.

    Raises
    ------
    ProbeError
        An Ask addresses a seat that nobody holds, or a probe yields something that is not an Ask.
    """
    seats = [talk if isinstance(talk, Seat) else Seat(talk=talk) for talk in talks]
    done: dict[int, T] = {}
    waiting = {i: ask for i, seat in enumerate(seats) if (ask := _advance(seat, None, turn=0, place=i, done=done))}
    turn = 0
    while waiting:
        replies = _reply(waiting, subjects)
        turn += 1
        waiting = {i: ask for i, reply in replies.items() if (ask := _advance(seats[i], reply, turn=turn, place=i, done=done))}
    return [done[i] for i in range(len(seats))]


def _advance(seat: Seat[T], reply: Reply | None, *, turn: int, place: int, done: dict[int, T]) -> Ask | None:
    """The next Ask of a conversation, addressed and stamped; None when it has returned."""
    try:
        ask = next(seat.talk) if reply is None else seat.talk.send(reply)
    except StopIteration as end:
        done[place] = end.value
        return None
    if not isinstance(ask, Ask):
        raise ProbeError(f"Conversation {place} yielded {type(ask).__name__} at turn {turn}; yield Ask, nothing else.")
    return replace(ask, to=seat.cast.get(ask.to, ask.to), draw=f"{seat.draw}/{turn}")


def _reply(waiting: Mapping[int, Ask], subjects: Mapping[str, AbstractSubject]) -> dict[int, Reply]:
    """One Reply per waiting Ask, each subject called once."""
    batches: dict[int, list[int]] = {}
    for place, ask in waiting.items():
        if ask.to not in subjects:
            raise ProbeError(f"Conversation {place} asks {ask.to!r}, but nobody sits there; seats: {sorted(subjects)}.")
        batches.setdefault(id(subjects[ask.to]), []).append(place)
    replies: dict[int, Reply] = {}
    for places in batches.values():
        subject = subjects[waiting[places[0]].to]
        for place, reply in zip(places, subject.reply([waiting[place] for place in places]), strict=True):
            replies[place] = reply
    return {place: replies[place] for place in waiting}
