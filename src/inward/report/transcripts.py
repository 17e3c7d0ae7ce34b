"""Every transcript as one block of JSON: columns of small numbers that point into shared texts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import nsmallest
from itertools import accumulate, takewhile
from typing import Any, final

from inward.report.read import RunFolder, Sample
from inward.schema.outcome import Score

SHORTEST_ID = 12
MOST = 5_000_000
"""Bytes of transcripts on a page, about: a run that holds more is shown by a fair sample of them."""
ROW = 60
"""Bytes that a transcript takes beside its texts, about."""

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPE = str.maketrans(_UNSAFE)


@final
@dataclass(frozen=True, kw_only=True)
class Book:
    """Texts seen so far, each with the number that stands for it."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, text: str) -> int:
        """The number of `text`, a new one where it is new."""
        return self.places.setdefault(text, len(self.places))

    def texts(self) -> list[str]:
        """All texts, by number."""
        return list(self.places)


def block(run: RunFolder) -> str:
    """
    The transcripts as JSON that may stand inside a script element: nothing in it can end the element or start a comment.

    Keys: `arms`, `probes`, `labels`, `stops`, `parts`, `texts` are lists of strings; `items` is a list of (probe, id, text,
    cluster, wording); `rows` holds one list per field, all of one length, of numbers that point into those lists (-1: none).
    """
    return json.dumps(_columns(run), ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPE)


def kept(samples: Sequence[Sample], *, most: int = MOST) -> tuple[Sample, ...]:
    """
    The transcripts that a page holds: all of them, or as many as `most` bytes hold.

    The latter are drawn by a digest of their ids, as many of each arm and probe as of any other while it has more. So nobody
    chose them, and the same run gives the same ones, in the run's order.
    """
    if _fitting(samples, most=most) == len(samples):
        return tuple(samples)
    ranks: dict[tuple[str, str], int] = {}
    placed = []
    for at, sample in sorted(enumerate(samples), key=lambda pair: _lot(pair[1])):
        place = (sample.arm, sample.probe)
        ranks[place] = ranks.get(place, 0) + 1
        placed.append((ranks[place], at))
    chosen = [at for _, at in sorted(placed)]
    fitting = _fitting((samples[at] for at in chosen), most=most)
    return tuple(samples[at] for at in sorted(chosen[: max(fitting, 1)]))


def _fitting(samples: Iterable[Sample], *, most: int) -> int:
    """How many of the first of these `most` bytes hold."""
    seen: set[str] = set()
    totals = accumulate(_size(sample, seen) for sample in samples)
    return sum(1 for _ in takewhile(lambda total: total <= most, totals))


def _size(sample: Sample, seen: set[str]) -> int:
    """Bytes that one more transcript takes where the texts of `seen` are there already; its own are added to them."""
    reason = sample.value.reason if isinstance(sample.value, Score) else ""
    texts = {sample.text, _values(sample), reason, *sample.value.raw, *(written(part) for part in sample.parts.values())} - seen
    seen |= texts
    return ROW + sum(len(text.encode(errors="replace")) + 3 for text in texts)


def _lot(sample: Sample) -> str:
    return sha256(sample.id.encode()).hexdigest()


def label(sample: Sample) -> str:
    """What a transcript was scored as, in a word or two."""
    if isinstance(sample.value, Score):
        return sample.value.label or "scored"
    return f"missing: {sample.value.reason}"


def answer(sample: Sample) -> str:
    """The parts of a transcript as one text: the answer alone where there is one part."""
    parts = [(name, written(part)) for name, part in sample.parts.items()]
    if len(parts) == 1 and parts[0][0] == "answer":
        return parts[0][1]
    return "\n".join(f"{name}: {text}" for name, text in parts)


def written(part: Any) -> str:  # noqa: ANN401
    """One part as text: numbers rounded to four figures."""
    return part if isinstance(part, str) else json.dumps(_rounded(part), ensure_ascii=False, sort_keys=True)


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """
    Each id's shortest prefix, of one length for all, that no other id shares.

    A link made of the prefix and one made of the whole id both find their transcript.
    """
    length = SHORTEST_ID
    while len({one[:length] for one in ids}) < len(set(ids)):
        length += 1
    return {one: one[:length] for one in ids}


def drawn(samples: Sequence[Sample], *, probe: str, each: int) -> list[Sample]:
    """
    `each` transcripts of every arm on `probe`, by the order of a digest of their ids.

    Nobody chose them, and the same run gives the same ones.
    """
    by_arm: dict[str, list[Sample]] = {}
    for sample in samples:
        by_arm.setdefault(sample.arm, []).extend([sample] * (sample.probe == probe))
    return [sample for found in by_arm.values() for sample in nsmallest(each, found, key=_lot)]


def _columns(run: RunFolder) -> Mapping[str, Any]:
    arms, probes, labels, stops, parts, texts, items = (Book() for _ in range(7))
    ids = short_ids([sample.id for sample in run.samples])
    rows: dict[str, list[Any]] = {key: [] for key in ("id", "arm", "seed", "item", "k", "label", "stop", "part", "text", "value")}
    rows |= {"reason": [], "raw": []}
    for sample in run.samples:
        probes.place(sample.probe)
        names, said = _said(sample)
        rows["id"].append(ids[sample.id])
        rows["arm"].append(arms.place(sample.arm))
        rows["seed"].append(sample.seed)
        rows["item"].append(items.place(json.dumps([sample.probe, sample.item, sample.text, sample.cluster, sample.wording])))
        rows["k"].append(sample.k)
        rows["label"].append(labels.place(label(sample)))
        rows["stop"].append(stops.place(sample.stopped))
        rows["part"].append(parts.place(json.dumps(names)))
        rows["text"].append([texts.place(text) for text in said])
        rows["value"].append(_optional(texts, _values(sample)))
        rows["reason"].append(_optional(texts, sample.value.reason if isinstance(sample.value, Score) else ""))
        rows["raw"].append([texts.place(text) for text in sample.value.raw])
    rows["text"] = [said[0] if len(said) == 1 else said for said in rows["text"]]
    rows["raw"] = [raw or 0 for raw in rows["raw"]]
    return {
        "arms": arms.texts(),
        "probes": probes.texts(),
        "labels": labels.texts(),
        "stops": stops.texts(),
        "parts": [json.loads(names) for names in parts.texts()],
        "items": [json.loads(item) for item in items.texts()],
        "texts": texts.texts(),
        "rows": rows,
    }


def _said(sample: Sample) -> tuple[list[str], list[str]]:
    """The names of a transcript's parts, and their texts."""
    return list(sample.parts), [written(part) for part in sample.parts.values()]


def _values(sample: Sample) -> str:
    """The numbers of a score, unless they are all 0 or 1 and its label says the same."""
    if not isinstance(sample.value, Score) or set(sample.value.values.values()) <= {0.0, 1.0}:
        return ""
    return ", ".join(f"{name} {value:.4g}" for name, value in sorted(sample.value.values.items()))


def _optional(texts: Book, text: str) -> int:
    return texts.place(text) if text else -1


def _rounded(value: Any) -> Any:  # noqa: ANN401
    """Floats to four significant figures, all the way down; one that is not finite as a word."""
    if isinstance(value, float):
        return float(f"{value:.4g}") if value - value == 0 else str(value)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else value
