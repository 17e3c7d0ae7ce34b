"""Lay requests out in blocks of few fixed shapes, so that a block's arithmetic depends on nothing but the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeAlias, final

Prompt: TypeAlias = tuple[int, ...]
VERSION = 1


@final
@dataclass(frozen=True, kw_only=True)
class Shape:
    """
    Adapters side by side, and the distinct prompts and rows that each may have in a block, as rungs of a ladder.

    A block stands on the lowest rung that holds it; dummies fill it up. Even the lowest gives the matrix products more than
    32 rows, from where on a row's result does not depend on how many there are (measured, one CPU and build; a test says so).
    """

    adapters: int = 8
    prompts: tuple[int, ...] = (1, 2, 4, 8)
    rows: tuple[int, ...] = (4, 8, 12, 16, 24, 36)


SHAPES = {"cpu": Shape(adapters=13), "cuda": Shape(adapters=8, rows=(4, 8, 16, 32, 64))}

SOLO = Shape(adapters=1, prompts=(1, 2, 4, 8, 16), rows=(4, 8, 16, 32, 64))
"""For one model alone at its desk: a judge."""


def decoding(*, dtype: str, device: str, threads: int) -> str:
    """Everything that decides the arithmetic of a draw beside its own key, as text."""
    shape = SHAPES[device.split(":")[0]]
    block = f"{shape.adapters} x {'/'.join(map(str, shape.rows))}"
    return f"decoding {VERSION}, {arithmetic(dtype=dtype, device=device)}, {threads} threads, blocks {block}"


def arithmetic(*, dtype: str, device: str) -> str:
    """What numbers are computed with: device, dtype, and the library's version."""
    return f"{device.split(':')[0]}, {dtype}, torch {version('torch')}"


@final
@dataclass(frozen=True, kw_only=True)
class Want:
    """One draw wanted: `place` is the caller's own number for it."""

    place: int
    adapter: str
    prompt: Prompt


@final
@dataclass(frozen=True, kw_only=True)
class Chunk:
    """What one adapter does in one block: its distinct prompts, and the wants on each row with the prompt they follow."""

    adapter: str
    prompts: tuple[Prompt, ...]
    rows: tuple[tuple[Want, int], ...]


@final
@dataclass(frozen=True, kw_only=True)
class Block:
    """Chunks of different adapters whose prompts have one length in common; `prompts` and `rows` count for each adapter."""

    length: int
    chunks: tuple[Chunk, ...]
    adapters: int
    prompts: int
    rows: int


def arrange(wants: Sequence[Want], shape: Shape) -> list[Block]:
    """Every want in exactly one block; prompts of a block share their length, for padding would move the logits."""
    by_length: dict[int, dict[str, list[Want]]] = {}
    for want in wants:
        by_length.setdefault(len(want.prompt), {}).setdefault(want.adapter, []).append(want)
    blocks = []
    for length, by_adapter in sorted(by_length.items()):
        lanes = [_chunks(adapter, mine, shape) for adapter, mine in by_adapter.items()]
        blocks += _blocks(length, lanes, shape)
    return blocks


def _blocks(length: int, lanes: Sequence[Sequence[Chunk]], shape: Shape) -> list[Block]:
    """Fill blocks level by level: the first chunk of every adapter, then the second, never two of one adapter in a block."""
    blocks = []
    for level in range(max(len(lane) for lane in lanes)):
        chunks = [lane[level] for lane in lanes if level < len(lane)]
        blocks += [_block(length, chunks[i : i + shape.adapters], shape) for i in range(0, len(chunks), shape.adapters)]
    return blocks


def _block(length: int, chunks: Sequence[Chunk], shape: Shape) -> Block:
    return Block(
        length=length,
        chunks=tuple(chunks),
        adapters=shape.adapters,
        prompts=_rung(shape.prompts, max(len(chunk.prompts) for chunk in chunks)),
        rows=_rung(shape.rows, max(len(chunk.rows) for chunk in chunks)),
    )


def _rung(ladder: Sequence[int], needed: int) -> int:
    return next(rung for rung in ladder if rung >= needed)


def _chunks(adapter: str, wants: Sequence[Want], shape: Shape) -> list[Chunk]:
    by_prompt: dict[Prompt, list[Want]] = {}
    for want in wants:
        by_prompt.setdefault(want.prompt, []).append(want)
    chunks: list[Chunk] = []
    prompts: dict[Prompt, int] = {}
    rows: list[tuple[Want, int]] = []
    for prompt, mine in by_prompt.items():
        for want in mine:
            if len(rows) == shape.rows[-1] or (prompt not in prompts and len(prompts) == shape.prompts[-1]):
                chunks.append(Chunk(adapter=adapter, prompts=tuple(prompts), rows=tuple(rows)))
                prompts, rows = {}, []
            rows.append((want, prompts.setdefault(prompt, len(prompts))))
    chunks.append(Chunk(adapter=adapter, prompts=tuple(prompts), rows=tuple(rows)))
    return chunks
