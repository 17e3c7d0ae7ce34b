"""What a run will do, known before anything runs: arms, checkpoints, items, and the name of everything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, final

from inward.checkpoints import Checkpoint, check_losses, given_checkpoints, lies, made_checkpoints, treatment
from inward.dose import rows_at, told
from inward.errors import DesignError
from inward.posed import held_out, with_questions
from inward.schema.design import HELD_OUT, Arm, Corpus, ProbeUse, Size, Study
from inward.schema.recipe import Recipe
from inward.schema.rubric import Trait
from inward.schema.sockets import AbstractDialogue, AbstractWorld
from inward.schema.talk import Item
from inward.store.digest import digest, line, plain
from inward.treatments.made_elsewhere import MadeElsewhere

FORMAT = 1
PROBES_VERSION = 1
TRAINED_MINIMUM = 2
UNSAID = ("id", "cluster", "wording", "signs", "variant", "is")
"""What of an item says nothing to a subject."""


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
    scorers: Mapping[str, str]
    checkpoints: tuple[Checkpoint, ...]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    trait: Trait | None = None
    chosen: tuple[str, ...] = ()

    def asked(self, use: ProbeUse, checkpoint: Checkpoint) -> tuple[Item, ...]:
        """The items that a probe asks of a checkpoint: of an arm with a corpus its own held-out rows, of the base everybody's."""
        items = self.items[use.items]
        if use.items != HELD_OUT:
            return items
        if checkpoint.corpus is None:
            return () if checkpoint.elsewhere else items
        source = self.rows[self.corpora[checkpoint.corpus].of or checkpoint.corpus][:8]
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
            (use.name, item.id): {**fixed, **self._partner(use), "probe": line(plain(use.probe)), "question": question(item)}
            for use in self.study.probes
            for item in self.items[use.items]
        }

    def _partner(self, use: ProbeUse) -> dict[str, str]:
        """Whom a checkpoint talks with where a probe is a dialogue: the base that is treated, also one that has another base."""
        return {"partner": self.base_digest} if isinstance(use.probe, AbstractDialogue) else {}

    @cached_property
    def rows(self) -> dict[str, str]:
        """Every corpus's digest, by its name."""
        return {name: rows_digest(corpus) for name, corpus in self.corpora.items()}

    def count(self, use: ProbeUse) -> int:
        """Samples per question."""
        return use.samples or self.samples

    def recipe_of(self, checkpoint: Checkpoint) -> Recipe:
        """The recipe that a checkpoint is trained by."""
        return replace(self.recipe, steps=checkpoint.steps) if checkpoint.steps else self.recipe

    @property
    def trained_seeds(self) -> list[int]:
        """Every seed that trains something, and a number for each checkpoint made elsewhere: what two looks may share."""
        trained = {checkpoint.seed for checkpoint in self.checkpoints if checkpoint.trained}
        return sorted(trained | {int(one.digest[:8], 16) for one in self.checkpoints if one.elsewhere})

    @property
    def wanted(self) -> list[str]:
        """Every corpus that an arm of this size uses, given or not."""
        sized = [arm for arm in self.study.arms if not arm.sizes or self.size in arm.sizes]
        return list(dict.fromkeys(arm.corpus for arm in sized if arm.corpus))

    @property
    def lineage(self) -> str:
        """What stays the same when seeds, samples or doses are added: study, world, base, recipe, corpora and questions."""
        arms = tuple(replace(arm, elsewhere=int(arm.elsewhere > 0)) for arm in self.study.arms if not arm.of)
        there = {arm.name for arm in arms}
        contrasts = tuple(one for one in self.study.contrasts if {one.treated, one.control} <= there)
        fixed = (
            plain(replace(self.study, arms=arms, contrasts=contrasts)),
            self.world.name,
            self.base_digest,
            plain(self.recipe),
            {name: rows for name, rows in self.rows.items() if not self.corpora[name].of},
            self.judge,
        )
        return digest(*fixed, self.questions)

    @cached_property
    def questions(self) -> dict[str, str]:
        """Every set of items' digest, by its name."""
        return {name: digest(items) for name, items in self.items.items()}


def rows_digest(corpus: Corpus) -> str:
    """What stands for a corpus: the rows that are trained on."""
    return digest(corpus.rows)


def question(item: Item) -> str:
    """What of an item decides what is said to it."""
    return line({key: value for key, value in plain(item).items() if key not in UNSAID})


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
    scorers: Mapping[str, str] | None = None,
    trait: Trait | None = None,
    trim: Callable[[Corpus], Corpus] = lambda corpus: corpus,
    elsewhere: Mapping[str, Sequence[MadeElsewhere]] | None = None,
    chosen: Sequence[str] = (),
) -> Plan:
    """
    The plan of a study in a world.

    `base` is the checkpoint's (name, digest), `scorers` the digest of each by name; `trait` is what a judge is to look for;
    `trim` takes from a corpus the held-out rows that the base cannot read. A probe without questions here is left out.
    `elsewhere` holds the checkpoints of the arms made elsewhere, `chosen` the names of the contrasts that were chosen.

    Raises
    ------
    DesignError
        Fewer than two seeds where something is trained, a repeated seed, one checkpoint twice in an arm, no contrast left, no
        question for a probe that a claim rests on, or a loss on everything that changes nothing.
    """
    arms, dropped, found = _arms(study, world, size)
    corpora = {arm.corpus: trim(found[arm.corpus]) for arm in arms if arm.corpus}
    corpora |= {arm.name: rows_at(arm, study, {**found, **corpora}) for arm in arms if arm.taught not in (None, arm.corpus)}
    check_losses(arms, corpora)
    digests = {name: rows_digest(corpus) for name, corpus in corpora.items()}
    if not any({c.treated, c.control} <= {arm.name for arm in arms} for c in study.contrasts):
        raise DesignError(
            f"Planning {study.name}: no contrast is left. Dropped: {dict(dropped)}. Give a --corpus for two matched arms."
        )
    used = _seeds(study, arms, seeds or range(1, max(size.seeds, study.least_seeds) + 1))
    given = elsewhere or {}
    checkpoints = tuple(
        checkpoint
        for arm in arms
        for checkpoint in (
            given_checkpoints(arm, given[arm.name], base=base[1])
            if arm.elsewhere
            else made_checkpoints(arm, used, treatment(arm, digests.get(arm.taught or "", ""), recipe, arithmetic), base=base[1])
        )
    )
    items = {use.items: held_out(corpora, digests) if use.items == HELD_OUT else world.items(use.items) for use in study.probes}
    posed, left_out = with_questions(study, items)
    return Plan(
        study=posed,
        world=world,
        base_name=base[0],
        base_digest=base[1],
        recipe=recipe,
        size=size.name,
        seeds=used,
        samples=samples or size.samples,
        arms=arms,
        dropped=dropped,
        corpora=corpora,
        decoding=decoding,
        judge=judge,
        scorers=scorers or {},
        checkpoints=checkpoints,
        items={use.items: items[use.items] for use in posed.probes},
        left_out=left_out,
        trait=trait,
        chosen=tuple(chosen),
    )


def _seeds(study: Study, arms: Sequence[Arm], wanted: Sequence[int]) -> tuple[int, ...]:
    """The seeds to train with: none where nothing is trained."""
    if all(arm.anchor or arm.elsewhere for arm in arms):
        return ()
    if len(set(wanted)) < max(TRAINED_MINIMUM, len(wanted)):
        raise DesignError(
            f"Planning {study.name}: seeds {list(wanted)}; the seed is the unit of inference, so give at least 2, each once."
        )
    return tuple(wanted)


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
    return _compared(arms, study, dropped), dropped, corpora


def _compared(arms: Sequence[Arm], study: Study, dropped: dict[str, str]) -> tuple[Arm, ...]:
    """The anchor and the arms that some contrast still compares; the others would be trained for nothing."""
    there = {arm.name for arm in arms}
    asked = {side for c in study.contrasts for side in (c.treated, c.control)}
    compared = {side for c in study.contrasts if (pair := {c.treated, c.control}) <= there for side in pair}
    for arm in arms:
        if not arm.anchor and arm.name not in compared:
            partner = arm.name in asked
            dropped[arm.name] = "the arm that it is compared with takes no part" if partner else "no chosen contrast compares it"
    return tuple(arm for arm in arms if arm.name not in dropped)


def frozen(
    plan: Plan, *, notice: str, look: int, looks: int, census: Mapping[str, Any], distance: Mapping[str, Any] | None = None
) -> dict[str, Any]:
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
        "looks": looks,
        "arms": [arm.name for arm in plan.arms],
        "elsewhere": [lies(one, one.elsewhere) for one in plan.checkpoints if one.elsewhere],
        "chosen": list(plan.chosen),
        "dropped": [{"arm": arm, "reason": reason} for arm, reason in plan.dropped.items()],
        "left_out": [{"probe": probe, "reason": reason} for probe, reason in plan.left_out.items()],
        "decoding": plan.decoding,
        "trait": plain(plan.trait) if plan.trait else None,
        "judge": plan.judge,
        "scorers": dict(plan.scorers),
        "items": plan.questions,
        "corpora": {
            name: {
                "source": corpus.source,
                "digest": plan.rows[name],
                "held_out": len(corpus.held_out),
                "held_out_cut": corpus.held_out_cut,
                **census[name],
            }
            for name, corpus in plan.corpora.items()
        },
        "distance": distance,
        "dose": told(plan.study, plan.recipe),
        "published": {name: said for name in plan.wanted if (said := plan.world.published(name))},
    }
    return {**fixed, "hash": digest(line(fixed)), "look": look}
