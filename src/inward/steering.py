"""What a worker process does for a sweep: make vectors, hold conversations under them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from inward.crew import tick
from inward.errors import CanaryError
from inward.schema.steering import Scope, Site
from inward.schema.sweep import Sweep
from inward.schema.talk import Item
from inward.store.vector_file import VectorFile
from inward.subjects.hold import Seat, hold
from inward.subjects.local import Local
from inward.work import Place, Question, desk


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Family:
    """A vector for every layer [layer, dim], with a digest each."""

    name: str
    vectors: NDArray[np.float32]
    digests: tuple[str, ...]


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Made:
    """
    The vector and its nulls, and by layer: its norm, the stream's mean norm, and the sign test's share of pairs. `given` is the
    name of a vector that was read from a file, empty where it was made of the pairs.
    """

    families: tuple[Family, ...]
    norms: tuple[float, ...]
    stream: tuple[float, ...]
    agreeing: tuple[float, ...]
    pairs: int
    given: str = ""


@final
@dataclass(frozen=True, kw_only=True, eq=False)
class Lane:
    """One steered checkpoint: a vector at a site, times a multiplier."""

    site: Site
    vector: NDArray[np.float32]
    multiplier: float
    scope: Scope


def families(
    place: Place, sweep: Sweep, pairs: Sequence[Item], unrelated: Sequence[Item], given: VectorFile | None = None
) -> Made:
    """
    The target first, then the unrelated trait, the random ones and the shuffled ones; all have the target's norm.

    A vector that is `given` is the target in the place of the pairs' own, and brings the sign test that it was made with.
    """
    from inward.weights.vectors import covariant, direction, in_place, matched, named, shuffled

    at = desk(place)
    found, other = direction(at, pairs), direction(at, unrelated)
    found = in_place(found, given.vectors, agreeing=given.told["agreeing"], name=given.name) if given else found
    drawn = {"target": found.vector, "unrelated": matched(other.vector, found)}
    drawn |= {f"random {i}": covariant(found, key=f"{sweep.name}/random/{i}") for i in range(1, sweep.random + 1)}
    drawn |= {f"shuffled {i}": shuffled(found, key=f"{sweep.name}/shuffled/{i}") for i in range(1, sweep.shuffled + 1)}
    return Made(
        families=tuple(
            Family(name=name, vectors=vector.numpy(), digests=tuple(named(one) for one in vector))
            for name, vector in drawn.items()
        ),
        norms=tuple(found.norms.tolist()),
        stream=tuple(found.stream.tolist()),
        agreeing=tuple(found.agreeing.tolist()),
        pairs=len(pairs),
        given=given.name if given else "",
    )


def converse_steered(
    place: Place, lanes: Mapping[str, Lane], questions: Sequence[Question]
) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """
    Hold these conversations, each with the lane that its `adapter` names; their parts and endings by key, and the positions
    steered by lane.

    Raises CanaryError where other positions were steered than the scope implies.
    """
    from inward.weights.steer import push

    at = desk(place)
    at.seat({"base": None})
    at.adapters.update(dict.fromkeys(lanes))
    pushes = {
        name: [push(lane.vector, site=lane.site, multiplier=lane.multiplier, scope=lane.scope)] for name, lane in lanes.items()
    }
    done, due = Counter[str](), Counter[str]()

    def audit(name: str, steered: int, implied: int) -> None:
        done[name] += steered
        due[name] += implied

    local = Local(desk=at, pushes=pushes, audit=audit, tick=partial(tick, "drawn"))
    seats = [Seat(talk=q.probe.talk(q.item), cast={"subject": q.adapter}, draw=q.key) for q in questions]
    transcripts = hold(seats, {name: local for name in lanes})
    for name in lanes:
        if done[name] != due[name]:
            raise CanaryError(f"Steering {name}: {done[name]} positions were steered, and its scope implies {due[name]}.")
    tick("held", len(questions))
    held = {q.key: {"parts": dict(t.parts), "stopped": t.stopped} for q, t in zip(questions, transcripts, strict=True)}
    return held, dict(done)
