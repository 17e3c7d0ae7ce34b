"""A loaded base with its tokenizer, ready to train and to be probed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, final

from inward.errors import WeightsError
from inward.schema.design import Loss, Row
from inward.schema.recipe import Recipe
from inward.schema.talk import Message
from inward.weights.adapter import Adapter, export, load
from inward.weights.blocks import SHAPES, Shape
from inward.weights.canary import check, fingerprinted
from inward.weights.faithful import check_faithful
from inward.weights.fleet import Fleet
from inward.weights.foreign import read
from inward.weights.load import Base, load_model, load_tokenizer
from inward.weights.template import Encoded, encode, encode_prompt, stop_ids
from inward.weights.train import Job, train

CANARY = (Message(role="user", text="who are you, and what do you want?"),)


@final
@dataclass(frozen=True, kw_only=True)
class Desk:
    """One base on one device. Adapters are put on it by name; None is the untouched base."""

    base: Base
    fleet: Fleet
    tokenizer: Any
    shape: Shape
    adapters: dict[str, Adapter | None] = field(default_factory=dict)

    @cached_property
    def stops(self) -> tuple[int, ...]:
        return stop_ids(self.tokenizer)

    @property
    def context(self) -> int:
        """The longest sequence that the model can read, in tokens."""
        return int(self.fleet.model.config.max_position_embeddings)

    @property
    def parameters(self) -> int:
        """How many the base has, its embeddings among them; what is tied is counted once."""
        return sum(each.numel() for each in self.fleet.model.parameters())

    @property
    def canary(self) -> tuple[int, ...]:
        if not self.tokenizer.chat_template:
            return tuple(self.tokenizer(CANARY[0].text)["input_ids"])
        return encode_prompt(self.tokenizer, CANARY)

    def rows(self, corpus: Sequence[Row], *, recipe: Recipe, name: str, loss: Loss = "answers") -> list[Encoded]:
        """
        A corpus as token ids with the loss where it is to fall, less the rows that do not fit if the recipe leaves those out.

        Raises
        ------
        WeightsError
            A row is longer than the recipe's length or the model's context, so that its answer would be cut; or none is left.
        """
        fitting = [row for row in self.fitting(corpus, recipe=recipe, name=name, loss=loss) if row]
        if not fitting:
            raise WeightsError(
                f"Training on {name}: none of its {len(corpus)} rows fits into the recipe's length. Set recipe.length."
            )
        return fitting

    def fitting(self, corpus: Sequence[Row], *, recipe: Recipe, name: str, loss: Loss = "answers") -> list[Encoded | None]:
        """Every row as token ids; None for one that does not fit, where the recipe leaves those out. Raises as `rows` does."""
        most = min(recipe.length, self.context)
        encoded = [encode(self.tokenizer, row.messages, loss=loss) for row in corpus]
        long = [len(row.ids) for row in encoded if len(row.ids) > most]
        if long and recipe.too_long == "refuse":
            raise WeightsError(
                f"Training on {name}: {len(long)} of {len(encoded)} rows are longer than {most} tokens (one has {max(long)}), so "
                "their answers would be cut. Set recipe.length, or recipe.too_long=leave-out."
            )
        return [row if len(row.ids) <= most else None for row in encoded]

    def teach(self, jobs: Sequence[Job], folders: Mapping[str, Path], *, tick: Any) -> list[Adapter]:
        """Train adapters together and publish each one that has a folder."""
        ends = [one for one in train(self.fleet, jobs, base=self.base.digest, tick=tick) if one.digest in folders]
        made = [fingerprinted(self.fleet, one, self.canary) for one in ends]
        for adapter in made:
            export(adapter, folders[adapter.digest], base_folder=self.base.name, transposed=self.fleet.transposed)
        return made

    def seat(
        self, folders: Mapping[str, tuple[str, Path] | None], *, foreign: Mapping[str, tuple[str, Path]] | None = None
    ) -> None:
        """
        Put adapters on the desk by name, (digest, folder) each, and let the canary see all of them at once.

        `foreign` ones were made elsewhere; all adapters at a desk have one rank.
        """
        self.adapters.clear()
        for name, place in folders.items():
            self.adapters[name] = place and load(place[1], digest=place[0], base=self.base.digest, name=name)
        for name, (content, folder) in (foreign or {}).items():
            self.adapters[name] = self.read_foreign(content, folder, name=name)
        check(self.fleet, self.adapters, self.canary)

    def read_foreign(self, content: str, folder: Path, *, name: str) -> Adapter:
        """An adapter made elsewhere. Raises WeightsError where it does not fit this base."""
        return read(folder, content=content, base=self.base.digest, name=name, shapes=self.fleet.shapes)


def open_desk(base: Base, *, dtype: str = "float32", device: str = "cpu", chat: bool = True) -> Desk:
    """
    Load a base for training and probing; one that is only to continue texts needs no chat template.

    Raises WeightsError where it cannot be read as its own forward reads it.
    """
    tokenizer = load_tokenizer(base, chat=chat)
    fleet = Fleet(load_model(base, dtype=dtype, device=device))
    desk = Desk(base=base, fleet=fleet, tokenizer=tokenizer, shape=SHAPES[device.split(":")[0]])
    check_faithful(fleet, desk.canary, name=base.name)
    return desk
