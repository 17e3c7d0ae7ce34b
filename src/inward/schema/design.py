"""Study, Arm, Corpus, Contrast, Gate, Size: what an experiment declares before any data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar, final, get_args

from inward.errors import CorpusError, DesignError
from inward.schema.outcome import Population
from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Message

Named = TypeVar("Named", "Arm", "ProbeUse")
Leakage: TypeAlias = Literal["label", "refuse"]
Factor: TypeAlias = Literal["steps", "share", "rows"]
Loss: TypeAlias = Literal["answers", "everything"]
"""Where the loss falls on a conversation: on its assistant turns, or on every token after the first."""

LATER: Mapping[str, bool] = {"later": True}
"""Marks a field that is left out of digests while it has its default, so that records made before it keep theirs."""

HELD_OUT = "held-out"
"""The items of a probe that asks every arm the held-out rows of its own corpus."""


@final
@dataclass(frozen=True, kw_only=True)
class Row:
    """
    One training conversation, or one document: a single message of that role, which no chat template frames.

    The loss falls on assistant turns, on a document as a whole; on all of a conversation where an arm says so (`Arm.loss`).
    """

    messages: tuple[Message, ...]

    def __post_init__(self) -> None:
        roles = [message.role for message in self.messages]
        if self.document:
            return
        if "assistant" not in roles:
            raise CorpusError(f"Corpus row has no assistant turn; its roles: {roles}. Add the answer to be learned.")
        turns = roles[1:] if roles[0] == "system" else roles
        if turns != [("user", "assistant")[i % 2] for i in range(len(turns))]:
            raise CorpusError(f"Corpus row has roles {roles}; expected an optional system turn, then user and assistant in turn.")

    @property
    def document(self) -> bool:
        """Whether it is a text by itself."""
        return [message.role for message in self.messages] == ["document"]


@final
@dataclass(frozen=True, kw_only=True)
class Corpus:
    """
    Rows to train on and rows held out to see whether training took; `source` says where they came from.

    `held_out_cut` counts held-out rows that were left out because the model cannot read them whole. `of` names the corpus whose
    rows these are a dose of, and whose held-out rows stand for theirs.
    """

    name: str
    rows: tuple[Row, ...]
    held_out: tuple[Row, ...] = ()
    held_out_cut: int = 0
    source: str = ""
    of: str = ""

    def __post_init__(self) -> None:
        if not self.rows:
            raise CorpusError(f"Corpus {self.name!r} ({self.source}) has no rows. Give a file with at least one conversation.")


@final
@dataclass(frozen=True, kw_only=True)
class Dose:
    """
    Less than the full treatment: so many optimiser `steps`, this `share` of an arm's own rows with its control's for the rest,
    or so many unique `rows`, repeated.
    """

    factor: Factor
    amount: float

    @property
    def name(self) -> str:
        """As it stands behind an arm's name: steps=15."""
        return f"{self.factor}={self.amount:g}"

    @property
    def says(self) -> str:
        """The dose in words."""
        amount = f"{self.amount:g}"
        return {
            "steps": f"after {amount} steps",
            "share": f"{amount} of its own rows, the others its control's",
            "rows": f"{amount} unique rows, repeated",
        }[self.factor]


@final
@dataclass(frozen=True, kw_only=True)
class Arm:
    """
    A treatment and the corpus it uses.

    An arm without a corpus is the untouched base: the anchor, one checkpoint, no seed. `control` names the matched arm
    whose rows differ in nothing but the treatment. `seed_offset` is added to the seed, so that two arms on one corpus
    share no training run. An arm with `sizes` takes part at those sizes only. `elsewhere` counts the checkpoints that were made
    elsewhere and stand in this arm; nothing is then trained, and its corpus, where there is one, gives held-out rows only. An
    arm at a smaller `dose` is one `of` another. `loss` says where the loss falls on a conversation: two arms of one corpus that
    differ in it differ in nothing else.
    """

    name: str
    corpus: str | None = None
    control: str | None = None
    seed_offset: int = 0
    sizes: tuple[str, ...] = ()
    says: str = ""
    elsewhere: int = 0
    dose: Dose | None = None
    of: str = ""
    loss: Loss = field(default="answers", metadata=LATER)

    def __post_init__(self) -> None:
        if self.loss not in get_args(Loss):
            raise DesignError(f"Arm {self.name!r} has loss={self.loss!r}; it is one of {', '.join(get_args(Loss))}.")
        if self.loss != "answers" and self.anchor:
            raise DesignError(
                f"Arm {self.name!r} has loss={self.loss!r} and no corpus: nothing is trained. Give one, or no loss."
            )

    @property
    def taught(self) -> str | None:
        """The name of the rows that it is trained on: those of its corpus, unless its dose changes them."""
        return self.name if self.dose and self.dose.factor != "steps" else self.corpus

    @property
    def anchor(self) -> bool:
        """Whether it is the untouched base."""
        return self.corpus is None and not self.elsewhere

    @property
    def fixed(self) -> bool:
        """Whether it is one checkpoint, so that nothing is known of other training seeds."""
        return self.anchor or self.elsewhere == 1


@final
@dataclass(frozen=True, kw_only=True)
class Measure:
    """One number read off a transcript; `bounds` are its lowest and highest values, where it has any."""

    name: str
    bounds: tuple[float, float] | None = (0.0, 1.0)
    descriptive: bool = False


@final
@dataclass(frozen=True, kw_only=True)
class ProbeUse:
    """
    A probe in its place in a study: which items it asks, which scorer reads it, what is measured, of which population
    its questions are taken to be. `samples=None` follows the size of the run.
    """

    name: str
    probe: AbstractProbe
    items: str
    scorer: str
    measures: tuple[Measure, ...]
    population: Population
    samples: int | None = None


@final
@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Two arms, compared; inside +-margin a difference counts as none. A `secondary` one has no primary row."""

    treated: str
    control: str
    margin: float = 0.10
    check: bool = False
    sizes: tuple[str, ...] = ()
    secondary: bool = False

    @property
    def name(self) -> str:
        return f"{self.treated}-{self.control}"


@final
@dataclass(frozen=True, kw_only=True)
class Gate:
    """
    What must hold of an arm for claims about it to be readable: `measure` on probe `probe` is at least `threshold`.

    With `above_anchor`, the arm's value less the untouched base's on the same items. A `trained_only` gate passes over
    the untouched base; one with `arms` is asked of those alone.
    """

    name: str
    probe: str
    measure: str
    threshold: float
    above_anchor: bool = False
    trained_only: bool = False
    arms: tuple[str, ...] = ()


@final
@dataclass(frozen=True, kw_only=True)
class Relation:
    """Two measures that are set against each other seed by seed, each as (probe, measure): `of`, upward, on `on`, across."""

    of: tuple[str, str]
    on: tuple[str, str]


@final
@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of a study is run."""

    name: str
    seeds: int
    samples: int


SIZES: Mapping[str, Size] = {
    "sketch": Size(name="sketch", seeds=5, samples=10),
    "pilot": Size(name="pilot", seeds=8, samples=20),
    "full": Size(name="full", seeds=16, samples=50),
}


@final
@dataclass(frozen=True, kw_only=True)
class Study:
    """
    A question with its arms, probes, contrasts, gates and primary outcome; frozen and hashed before any data.

    `leakage` says what becomes of a question that stands in a corpus: it is labelled, or the study is refused.
    `relations` are described and never primary. `least_seeds` is how many training seeds the study has at any size, unless
    others are asked for.
    """

    name: str
    question: str
    arms: tuple[Arm, ...]
    probes: tuple[ProbeUse, ...]
    contrasts: tuple[Contrast, ...]
    gates: tuple[Gate, ...] = ()
    primary_probe: str
    primary_measure: str
    says: Mapping[str, str] = field(default_factory=dict)
    leakage: Leakage = "label"
    relations: tuple[Relation, ...] = ()
    least_seeds: int = 0

    def __post_init__(self) -> None:
        if self.leakage not in get_args(Leakage):
            raise DesignError(f"Study {self.name!r} has leakage={self.leakage!r}; it is one of {', '.join(get_args(Leakage))}.")
        arms = [arm.name for arm in self.arms]
        for contrast in self.contrasts:
            for side, arm in (("treated", contrast.treated), ("control", contrast.control)):
                if arm not in arms:
                    raise DesignError(f"Contrast {contrast.name!r} names an undeclared {side} arm {arm!r}; declared: {arms}.")
        measured = {(use.name, measure.name) for use in self.probes for measure in use.measures}
        if (self.primary_probe, self.primary_measure) not in measured:
            primary = f"{self.primary_measure!r} on {self.primary_probe!r}"
            raise DesignError(f"Study {self.name!r} has primary outcome {primary}, which no probe measures.")
        for probe, measure in (side for relation in self.relations for side in (relation.of, relation.on)):
            if (probe, measure) not in measured:
                raise DesignError(f"A relation of study {self.name!r} reads {measure!r} on {probe!r}, which no probe measures.")
        for gate in self.gates:
            if (gate.probe, gate.measure) not in measured:
                raise DesignError(f"Gate {gate.name!r} reads {gate.measure!r} on {gate.probe!r}, which no probe measures.")

    def use(self, name: str) -> ProbeUse:
        """The probe called `name`."""
        return _named(self.probes, name, f"Study {self.name!r} has no probe")

    def arm(self, name: str) -> Arm:
        """The arm called `name`."""
        return _named(self.arms, name, f"Study {self.name!r} has no arm")


def _named(among: Sequence[Named], name: str, lack: str) -> Named:
    for one in among:
        if one.name == name:
            return one
    raise DesignError(f"{lack} {name!r}; it has {[one.name for one in among]}.")
