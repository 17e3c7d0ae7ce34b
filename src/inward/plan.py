"""What a run will do, cell by cell, known before anything runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, final

from inward.errors import DesignError
from inward.schema.design import Arm, Corpus, ProbeUse, Recipe, Size, Study
from inward.schema.sockets import AbstractTreatment, AbstractWorld
from inward.schema.talk import Item
from inward.store.digest import digest, line, plain
from inward.treatments.finetune import Finetune
from inward.treatments.untouched import Untouched

FORMAT = 1
PROBES_VERSION = 1
TRAINED_MINIMUM = 2


@final
@dataclass(frozen=True, kw_only=True)
class Cell:
    """Arm x seed x probe: the unit of work. `draw`: [first, last + 1) spans of samples not in store at planning."""

    arm: str
    seed: int
    probe: str
    adapter: str
    items: int
    samples: int
    draw: tuple[tuple[int, int], ...]
    digest: str


@final
@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """A base as one treatment with one seed leaves it; `corpus` is None for the untouched base."""

    arm: str
    seed: int
    digest: str
    corpus: str | None
    ingredients: Mapping[str, str]


@final
@dataclass(frozen=True, kw_only=True)
class Plan:
    """A study against a world at a size: everything that is fixed before data."""

    study: Study
    world: AbstractWorld
    base_name: str
    base_digest: str
    recipe: Recipe
    size: str
    seeds: tuple[int, ...]
    samples: int
    arms: tuple[Arm, ...]
    dropped: Mapping[str, str]
    corpora: Mapping[str, Corpus]
    decoding: str
    judge: str
    checkpoints: tuple[Checkpoint, ...]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def asked(self, use: ProbeUse, checkpoint: Checkpoint) -> tuple[Item, ...]:
        """The items that a probe asks of a checkpoint: of a trained arm, its own held-out rows; of the base, everybody's."""
        items = self.items[use.items]
        if use.items != "held-out" or checkpoint.corpus is None:
            return items
        source = self.rows[checkpoint.corpus][:8]
        return tuple(item for item in items if item.cluster == source)

    def thread(self, use: ProbeUse, checkpoint: Checkpoint, item: Item) -> str:
        """The digest under which all samples of one question to one checkpoint are kept."""
        return digest(self.thread_ingredients(use, checkpoint, item))

    def thread_ingredients(self, use: ProbeUse, checkpoint: Checkpoint, item: Item) -> dict[str, str]:
        """What a sample depends on beside its number. No name of a study, an arm, a probe's place or an item is in it."""
        return {"adapter": checkpoint.digest, **self._posed[use.name, item.id]}

    @cached_property
    def _posed(self) -> dict[tuple[str, str], dict[str, str]]:
        """What a sample depends on beside its checkpoint, by probe and item."""
        fixed = {"decoding": self.decoding, "probes": str(PROBES_VERSION)}
        return {
            (use.name, item.id): {**fixed, "probe": line(plain(use.probe)), "question": _question(item)}
            for use in self.study.probes
            for item in self.items[use.items]
        }

    @cached_property
    def rows(self) -> dict[str, str]:
        """Every corpus's digest, by its name."""
        return {name: rows_digest(corpus) for name, corpus in self.corpora.items()}

    def count(self, use: ProbeUse) -> int:
        """Samples per question."""
        return use.samples or self.samples

    @property
    def trained_seeds(self) -> list[int]:
        """Every seed that trains something."""
        return sorted({checkpoint.seed for checkpoint in self.checkpoints if checkpoint.corpus})

    @property
    def lineage(self) -> str:
        """What stays the same when seeds or samples are added: the study, its world, base, recipe and corpora."""
        return digest(plain(self.study), self.world.name, self.base_digest, plain(self.recipe), self.rows, self.judge)


def rows_digest(corpus: Corpus) -> str:
    """What stands for a corpus: the rows that are trained on."""
    return digest(plain(corpus.rows))


def _question(item: Item) -> str:
    """What of an item decides what is said to it."""
    return line({key: value for key, value in plain(item).items() if key not in ("id", "cluster", "wording", "signs", "is")})


def make_plan(
    study: Study,
    world: AbstractWorld,
    *,
    base: tuple[str, str],
    size: Size,
    recipe: Recipe,
    seeds: Sequence[int] | None = None,
    samples: int | None = None,
    decoding: str,
    arithmetic: str = "",
    judge: str = "",
) -> Plan:
    """
    The plan of a study in a world. `base` is the checkpoint's (name, digest).

    Raises
    ------
    DesignError
        Fewer than two seeds, a repeated seed, or no contrast left.
    """
    chosen = tuple(seeds) if seeds else tuple(range(1, size.seeds + 1))
    if len(set(chosen)) < max(TRAINED_MINIMUM, len(chosen)):
        raise DesignError(
            f"Planning {study.name}: seeds {list(chosen)}; the seed is the unit of inference, so give at least 2, each once."
        )
    arms, dropped, corpora = _arms(study, world, size)
    if not any({c.treated, c.control} <= {arm.name for arm in arms} for c in study.contrasts):
        raise DesignError(
            f"Planning {study.name}: no contrast is left. Dropped: {dict(dropped)}. Give a --corpus for two matched arms."
        )
    checkpoints = tuple(
        c for arm in arms for c in _checkpoints(arm, chosen, _treatment(arm, corpora, recipe, arithmetic), base[1])
    )
    items = {use.items: _held_out(corpora) if use.items == "held-out" else world.items(use.items) for use in study.probes}
    return Plan(
        study=study,
        world=world,
        base_name=base[0],
        base_digest=base[1],
        recipe=recipe,
        size=size.name,
        seeds=chosen,
        samples=samples or size.samples,
        arms=arms,
        dropped=dropped,
        corpora=corpora,
        decoding=decoding,
        judge=judge,
        checkpoints=checkpoints,
        items=items,
    )


def _arms(study: Study, world: AbstractWorld, size: Size) -> tuple[tuple[Arm, ...], dict[str, str], dict[str, Corpus]]:
    """The arms that take part, why the others do not, and the corpora of those that do."""
    arms: list[Arm] = []
    dropped: dict[str, str] = {}
    corpora: dict[str, Corpus] = {}
    for arm in study.arms:
        if arm.sizes and size.name not in arm.sizes:
            dropped[arm.name] = f"takes part at {' and '.join(arm.sizes)} only"
        elif arm.corpus is None:
            arms.append(arm)
        elif corpus := corpora.get(arm.corpus) or world.corpus(arm.corpus):
            corpora[arm.corpus] = corpus
            arms.append(arm)
        else:
            dropped[arm.name] = f"no corpus {arm.corpus!r} was given"
    return tuple(arms), dropped, corpora


def _treatment(arm: Arm, corpora: Mapping[str, Corpus], recipe: Recipe, arithmetic: str) -> AbstractTreatment:
    """What is done to the base."""
    if arm.corpus is None:
        return Untouched()
    return Finetune(corpus=rows_digest(corpora[arm.corpus]), recipe=recipe, arithmetic=arithmetic)


def _checkpoints(arm: Arm, seeds: Sequence[int], treatment: AbstractTreatment, base: str) -> list[Checkpoint]:
    """One checkpoint per seed; the untouched base is one checkpoint, seed 0."""
    made = []
    for seed in [seed + arm.seed_offset for seed in seeds] if arm.corpus else [0]:
        ingredients = {"base": base, **treatment.ingredients(seed)}
        made.append(Checkpoint(arm=arm.name, seed=seed, digest=digest(ingredients), corpus=arm.corpus, ingredients=ingredients))
    return made


def _held_out(corpora: Mapping[str, Corpus]) -> tuple[Item, ...]:
    """Held-out rows as items: the first question, and the answer it had. Nothing in them tells a scorer the arm."""
    items: dict[str, Item] = {}
    for corpus in corpora.values():
        source = rows_digest(corpus)[:8]
        for row in corpus.held_out:
            turns = row.messages[1:] if row.messages[0].role == "system" else row.messages
            facts = {"system": row.messages[0].text} if row.messages[0].role == "system" else {}
            key = f"{source}:{digest(plain(row))[:12]}"
            items[key] = Item(id=key, text=turns[0].text, cluster=source, options=(turns[1].text,), facts=facts)
    return tuple(items.values())


def cells(plan: Plan, have: Callable[[Sequence[str]], set[str]]) -> tuple[Cell, ...]:
    """Every cell; `have` says which sample keys are in store already, so that a top-up draws what is new alone."""
    made = []
    for checkpoint in plan.checkpoints:
        for use in plan.study.probes:
            items, count = plan.asked(use, checkpoint), plan.count(use)
            threads = [plan.thread(use, checkpoint, item) for item in items]
            kept = have([f"{thread}/{k}" for thread in threads for k in range(count)])
            missing = [k for k in range(count) if any(f"{thread}/{k}" not in kept for thread in threads)]
            made.append(
                Cell(
                    arm=checkpoint.arm,
                    seed=checkpoint.seed,
                    probe=use.name,
                    adapter=checkpoint.digest,
                    items=len(items),
                    samples=count,
                    draw=_spans(missing),
                    digest=digest(threads, count),
                )
            )
    return tuple(made)


def _spans(numbers: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Sorted numbers as [first, last + 1) spans."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number:
            spans[-1] = (spans[-1][0], number + 1)
        else:
            spans.append((number, number + 1))
    return tuple(spans)


def frozen(plan: Plan, *, notice: str, look: int, census: Mapping[str, Any]) -> dict[str, Any]:
    """What `study.json` holds; its hash covers everything but the look."""
    fixed: dict[str, Any] = {
        "format": FORMAT,
        "study": plain(plan.study),
        "world": plan.world.name,
        "notice": notice,
        "base": {"name": plan.base_name, "digest": plan.base_digest},
        "recipe": plain(plan.recipe),
        "size": plan.size,
        "seeds": list(plan.seeds),
        "samples": plan.samples,
        "arms": [arm.name for arm in plan.arms],
        "dropped": [{"arm": arm, "reason": reason} for arm, reason in plan.dropped.items()],
        "decoding": plan.decoding,
        "judge": plan.judge,
        "items": {name: digest(plain(items)) for name, items in plan.items.items()},
        "corpora": {
            name: {
                "source": corpus.source,
                "digest": plan.rows[name],
                "held_out": len(corpus.held_out),
                **census[name],
            }
            for name, corpus in plan.corpora.items()
        },
        "published": {name: said for name in plan.corpora if (said := plan.world.published(name))},
    }
    return {**fixed, "hash": digest(line(fixed)), "look": look}
