"""What a run declared before data: study.json, read into a frozen record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, final

from inward.errors import ReportError
from inward.schema.design import Arm, Contrast, Dose, Gate, Measure
from inward.schema.rubric import Trait

FORMAT = 1


@final
@dataclass(frozen=True, kw_only=True)
class Asked:
    """A probe as the study declared it, without the code that asks."""

    name: str
    items: str
    scorer: str
    population: str
    measures: tuple[Measure, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Given:
    """A checkpoint that was made elsewhere: its arm, what it is called, and whether it is an adapter or a model."""

    arm: str
    name: str
    kind: str
    content: str
    base: str


@final
@dataclass(frozen=True, kw_only=True)
class Declared:
    """study.json: everything that was fixed before data."""

    hash: str
    name: str
    question: str
    says: Mapping[str, str]
    arms: tuple[Arm, ...]
    probes: tuple[Asked, ...]
    contrasts: tuple[Contrast, ...]
    gates: tuple[Gate, ...]
    primary_probe: str
    primary_measure: str
    world: str
    notice: str
    base: str
    base_digest: str
    recipe: Mapping[str, Any]
    size: str
    seeds: tuple[int, ...]
    samples: int
    dropped: tuple[tuple[str, str], ...]
    corpora: Mapping[str, Mapping[str, Any]]
    look: int
    looks: int
    published: Mapping[str, str]
    decoding: str
    judge: str
    left_out: tuple[tuple[str, str], ...] = ()
    trait: Trait | None = None
    given: tuple[Given, ...] = ()
    chosen: tuple[str, ...] = ()
    adopted: Mapping[str, Any] = field(default_factory=dict)
    distance: Mapping[str, Any] | None = None
    dose: Mapping[str, Any] | None = None

    @cached_property
    def probe(self) -> Mapping[str, Asked]:
        """Each probe by its name."""
        return {probe.name: probe for probe in self.probes}

    @property
    def hosted(self) -> bool:
        """Whether the judge sits behind an endpoint: it then has a name and an address, and no digest."""
        return " at http" in self.judge

    @property
    def gate_probes(self) -> frozenset[str]:
        """Probes that serve a gate and nothing else."""
        return frozenset(gate.probe for gate in self.gates) - {self.primary_probe}

    @property
    def anchors(self) -> tuple[str, ...]:
        """Arms to which nothing was done: the untouched base."""
        return tuple(arm.name for arm in self.arms if arm.anchor)

    @property
    def fixed(self) -> tuple[str, ...]:
        """Arms of one checkpoint, without training seeds: the untouched base, and a single one made elsewhere."""
        return tuple(arm.name for arm in self.arms if arm.fixed)

    @property
    def elsewhere(self) -> tuple[Arm, ...]:
        """Arms whose checkpoints were made elsewhere."""
        return tuple(arm for arm in self.arms if arm.elsewhere)

    @property
    def trained(self) -> tuple[str, ...]:
        """Arms that were trained here, at their full dose."""
        return tuple(arm.name for arm in self.full if not arm.anchor and not arm.elsewhere)

    @cached_property
    def full(self) -> tuple[Arm, ...]:
        """Arms as they are declared; those at smaller doses are shown by dose."""
        return tuple(arm for arm in self.arms if not arm.of)

    @cached_property
    def secondary(self) -> frozenset[str]:
        """Contrasts at smaller doses."""
        return frozenset(contrast.name for contrast in self.contrasts if contrast.secondary)


def declared(row: Mapping[str, Any]) -> Declared:
    """
    The record of a study.json.

    Raises
    ------
    ReportError
        It was written in another format.
    """
    found = row.get("format")
    if found != FORMAT:
        raise ReportError(
            f"Report: study.json has format {found!r}; this version of inward reads format {FORMAT}. "
            "Render the report with the version that made the run (environment.json names it), or run the study again."
        )
    study, taking_part = row["study"], set(row["arms"])
    arms = tuple(_arm(arm) for arm in study["arms"] if arm["name"] in taking_part)
    return Declared(
        hash=row["hash"],
        name=study["name"],
        question=study["question"],
        says=study.get("says") or {},
        arms=arms,
        probes=tuple(_asked(probe) for probe in study["probes"]),
        contrasts=tuple(_contrast(contrast) for contrast in study["contrasts"]),
        gates=tuple(_gate(gate) for gate in study.get("gates", ())),
        primary_probe=study["primary_probe"],
        primary_measure=study["primary_measure"],
        world=row["world"],
        notice=row.get("notice") or "",
        base=row["base"]["name"],
        base_digest=row["base"]["digest"],
        recipe=row.get("recipe") or {},
        size=row["size"],
        seeds=tuple(row["seeds"]),
        samples=row["samples"],
        dropped=tuple((lost["arm"], lost["reason"]) for lost in row.get("dropped", ())),
        corpora=row.get("corpora") or {},
        look=row.get("look", 1),
        looks=row.get("looks", 1),
        published=row.get("published") or {},
        decoding=row.get("decoding") or "",
        judge=row.get("judge") or "",
        left_out=tuple((lost["probe"], lost["reason"]) for lost in row.get("left_out", ())),
        trait=_trait(row["trait"]) if row.get("trait") else None,
        given=tuple(_given(one) for one in row.get("elsewhere", ())),
        chosen=tuple(row.get("chosen", ())),
        adopted=row.get("adopted") or {},
        distance=row.get("distance"),
        dose=row.get("dose"),
    )


def _trait(row: Mapping[str, Any]) -> Trait:
    return Trait(**{key: value for key, value in row.items() if key != "is"})


def _given(row: Mapping[str, Any]) -> Given:
    return Given(**{key: row[key] for key in ("arm", "name", "kind", "content", "base")})


def _arm(row: Mapping[str, Any]) -> Arm:
    return Arm(
        name=row["name"],
        corpus=row.get("corpus"),
        control=row.get("control"),
        says=row.get("says") or "",
        elsewhere=row.get("elsewhere", 0),
        dose=Dose(factor=dose["factor"], amount=dose["amount"]) if (dose := row.get("dose")) else None,
        of=row.get("of") or "",
        loss=row.get("loss") or "answers",
    )


def _asked(row: Mapping[str, Any]) -> Asked:
    measures = tuple(_measure(measure) for measure in row["measures"])
    return Asked(name=row["name"], items=row["items"], scorer=row["scorer"], population=row["population"], measures=measures)


def _measure(row: Mapping[str, Any]) -> Measure:
    bounds = row.get("bounds")
    return Measure(name=row["name"], bounds=(bounds[0], bounds[1]) if bounds else None, descriptive=row.get("descriptive", False))


def _contrast(row: Mapping[str, Any]) -> Contrast:
    return Contrast(
        treated=row["treated"],
        control=row["control"],
        margin=row.get("margin", 0.10),
        check=row.get("check", False),
        secondary=row.get("secondary", False),
    )


def _gate(row: Mapping[str, Any]) -> Gate:
    return Gate(
        name=row["name"],
        probe=row["probe"],
        measure=row["measure"],
        threshold=row["threshold"],
        above_anchor=row.get("above_anchor", False),
        trained_only=row.get("trained_only", False),
    )
