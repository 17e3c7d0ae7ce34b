"""Who writes, answers and reads: each found by its reference, seated one model at a time, its replies kept as they come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, final

from inward.errors import DesignError
from inward.progress import Progress
from inward.schema.design import Row
from inward.schema.recipe import Recipe
from inward.schema.sockets import AbstractSubject
from inward.schema.talk import Ask, Reply, Speech
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf
from inward.subjects.hold import Seat, hold
from inward.work import dtype_on

if TYPE_CHECKING:
    from inward.weights.desk import Desk

T = TypeVar("T")

VERSION: Final = 1
PART: Final = 64
"""Replies that are drawn before they are kept."""


@final
@dataclass(frozen=True, kw_only=True)
class Player:
    """
    A model in its part.

    `base` is the reference of what is loaded; `adapter` the folder of what is put on it, with `foreign` where it was made
    elsewhere. `digest` names the weights, `called` is what they are called, `chat` says whether they have a chat template.
    """

    part: str
    base: str
    called: str
    digest: str
    adapter: str = ""
    content: str = ""
    foreign: bool = False


@final
class Players:
    """
    The desk at which the players sit, one model loaded at a time, with the store that keeps what they say.

    `planted` subjects stand in for models, part by part: where what comes out is known beforehand.
    """

    def __init__(
        self,
        *,
        device: str,
        shelf: Shelf,
        progress: Progress,
        planted: Mapping[str, AbstractSubject] | None = None,
    ) -> None:
        self.device, self.shelf, self.progress, self.planted = device, shelf, progress, planted or {}
        self._desk: tuple[str, Desk] | None = None

    @cached_property
    def arithmetic(self) -> str:
        """What the numbers are computed with; part of every digest."""
        from inward.weights.blocks import arithmetic
        from inward.weights.threads import threads

        return f"{arithmetic(dtype=dtype_on(self.device), device=self.device)}, {threads()} threads"

    def find(self, reference: str, *, part: str, model: str) -> Player:
        """
        Who plays a part: a model, or an adapter of `model`.

        Raises
        ------
        DesignError
            An adapter, and no model that it belongs to.
        """
        from inward.weights.foreign import find

        found = find(reference)
        if found.kind == "model":
            return Player(part=part, base=reference, called=found.name, digest=found.content)
        base = find(model) if model else found
        if base.kind == "adapter":
            raise DesignError(f"Finding the {part}: {reference} is an adapter. Give its base as --model, and it as --{part}.")
        return Player(
            part=part,
            base=model,
            called=found.name,
            digest=digest(base.content, found.content),
            adapter=found.folder,
            content=found.content,
            foreign=True,
        )

    def taught(self, player: Player, rows: Sequence[Row], recipe: Recipe, *, part: str, called: str) -> Player:
        """A player's base trained on rows, out of the store where that was done before."""
        name = digest("taught", VERSION, player.digest, plain(recipe), [plain(row) for row in rows], self.arithmetic)
        if player.part in self.planted:
            return replace(player, part=part, called=called, digest=name)
        folder = self.shelf.adapter(name)
        there = (folder / "inward.json").exists()
        self.progress.start(f"training the {part}", 1, unit="adapter", already=int(there))
        if not there:
            from inward.weights.train import Job

            desk = self._at(player.base)
            encoded = desk.rows(rows, recipe=recipe, name=called)
            desk.teach([Job(digest=name, name=called, rows=encoded, recipe=recipe)], {name: folder}, tick=self._trained)
            self.progress.advance()
        return replace(player, part=part, called=called, digest=name, adapter=str(folder), content=name, foreign=False)

    def has_template(self, player: Player) -> bool:
        """Whether a player can be asked in turns."""
        return bool(self._at(player.base).tokenizer.chat_template)

    @contextmanager
    def seated(self, player: Player) -> Iterator[AbstractSubject]:
        """The subject that replies in a player's part."""
        from inward.subjects.writing import Writing

        if player.part in self.planted:
            yield self.planted[player.part]
            return
        desk, place = self._at(player.base), (player.content, Path(player.adapter))
        if player.foreign:
            desk.seat({}, foreign={player.part: place})
        else:
            desk.seat({player.part: place if player.adapter else None})
        yield Writing(desk=desk, tick=lambda tokens: self.progress.hear("drawn", tokens))

    def replies(self, player: Player, asks: Mapping[str, Ask], *, phase: str) -> dict[str, Reply]:
        """What a player replies to each Ask, by the name of the draw; kept a part at a time, and asked once."""
        keys = {name: self._key(player, name, ask) for name, ask in asks.items()}
        kept = self.shelf.get(list(keys.values()))
        missing = [name for name in asks if keys[name] not in kept]
        self.progress.start(phase, len(asks), unit="texts", already=len(asks) - len(missing))
        if missing:
            with self.seated(player) as subject:
                for part in (missing[i : i + PART] for i in range(0, len(missing), PART)):
                    kept |= self._asked(player, subject, {keys[name]: asks[name] for name in part})
                    self.progress.advance(len(part))
        return {name: Reply(**kept[key]) for name, key in keys.items()}

    def _asked(self, player: Player, subject: AbstractSubject, asks: Mapping[str, Ask]) -> dict[str, dict[str, Any]]:
        stamped = [replace(ask, to=player.part, draw=key) for key, ask in asks.items()]
        values = {
            key: {"text": reply.text, "stopped": reply.stopped} for key, reply in zip(asks, subject.reply(stamped), strict=True)
        }
        self.shelf.put(values)
        return values

    def talks(
        self,
        player: Player,
        talks: Mapping[str, Speech[T]],
        *,
        about: object,
        phase: str,
        dry: Callable[[T], dict[str, Any]],
        revive: Callable[[Mapping[str, Any]], T],
    ) -> dict[str, T]:
        """What whole talks with a player come to, by name; `about` is all else that decides what is said in them."""
        keys = {name: digest("talk", VERSION, player.digest, plain(about), phase, name, self.arithmetic) for name in talks}
        kept = {key: revive(value) for key, value in self.shelf.get(list(keys.values())).items()}
        missing = [name for name in talks if keys[name] not in kept]
        self.progress.start(phase, len(talks), unit="talks", already=len(talks) - len(missing))
        for part in (missing[i : i + PART] for i in range(0, len(missing), PART)):
            with self.seated(player) as subject:
                seats = [Seat(talk=talks[name], cast={player.part: player.part}, draw=keys[name]) for name in part]
                found = dict(zip((keys[name] for name in part), hold(seats, {player.part: subject}), strict=True))
            self.shelf.put({key: dry(value) for key, value in found.items()})
            kept |= found
            self.progress.advance(len(part))
        return {name: kept[key] for name, key in keys.items()}

    def _key(self, player: Player, name: str, ask: Ask) -> str:
        said = [plain(message) for message in ask.messages]
        return digest("said", VERSION, player.digest, said, ask.temperature, ask.max_tokens, name, self.arithmetic)

    def _at(self, reference: str) -> "Desk":
        """The desk of a base; whatever sat there before is let go."""
        if self._desk is None or self._desk[0] != reference:
            from inward.weights.desk import open_desk
            from inward.weights.load import identify

            self._desk = None
            opened = open_desk(identify(reference), dtype=dtype_on(self.device), device=self.device, chat=False)
            self._desk = (reference, opened)
        return self._desk[1]

    def _trained(self, tokens: int) -> None:
        self.progress.hear("trained", tokens)
