"""What a user asked for: which study, on which world and base, how much of it, with which changes to the recipe."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import final

from inward.dose import Doses, read_doses
from inward.errors import DesignError, InwardError
from inward.judging import SAMPLES, TOKENS, Hosted, check_second, hosted
from inward.schema.design import SIZES, Size, Study
from inward.schema.rubric import Marking, Trait
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.studyfile import StudyFile, installed, is_path, read_installed, read_study_file
from inward.worlds.own import Own

MOST_SEEDS = 1_000
"""Arms on one corpus have their seeds this far apart."""

SEEDS_FORM = "Give a count such as 8, or a span such as 101-108."


@final
@dataclass(frozen=True, kw_only=True)
class Order:
    """
    One run, as a user asks for it.

    `study` is a name or the path of a file. `model` is the base to treat; without it the village's own. `seeds` is a count or
    a span such as "101-105". `looks` is how often the results will be looked at while seeds or samples are added; to be said
    before the first look. `devices` names one GPU per worker process, such as "cuda:0,cuda:1", and stands for `device`. `arms`
    holds the checkpoints of arms made elsewhere, one per training seed; `contrasts` are A-B, and where there are any, no others
    are asked. `registration` is the file of one, where it lies outside the run's folder. `judge_url` and `judge_model` are a
    judge behind an endpoint, read by `judge_samples` samples of `judge_tokens` tokens, at `judge_price` (IN,OUT per million
    tokens) for `max_cost` at most; a second judge, local or behind the same URL, reads all again beside it. `dose`
    is such as "steps=15,30".

    Raises
    ------
    DesignError
        An unknown size, device or dose, devices beside a device, no sample, no process, or seeds that are no count and no span.
    """

    study: str
    model: str = ""
    world: str = ""
    corpora: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    judge: str = ""
    rubric: str = ""
    recipe_file: str = ""
    changes: Sequence[str] = ()
    size: str = ""
    seeds: str = ""
    samples: int | None = None
    device: str = "cpu"
    devices: str = ""
    processes: int | None = None
    looks: int | None = None
    arms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    contrasts: Sequence[str] = ()
    registration: str = ""
    dose: str = ""
    judge_url: str = ""
    judge_model: str = ""
    judge_samples: int = SAMPLES
    judge_tokens: int = TOKENS
    judge_price: str = ""
    max_cost: float | None = None
    second_judge: str = ""
    second_judge_model: str = ""

    def __post_init__(self) -> None:
        _ = self.doses
        if self.size and self.size not in SIZES:
            raise DesignError(f"Planning: no size {self.size!r}; sizes are {', '.join(SIZES)}.")
        if self.samples is not None and self.samples < 1:
            raise DesignError(f"Planning: {self.samples} samples; give at least 1.")
        if self.processes is not None and self.processes < 1:
            raise DesignError(f"Planning: {self.processes} processes; give at least 1, or leave it out for one per core.")
        if self.looks is not None and self.looks < 1:
            raise DesignError(f"Planning: {self.looks} looks; give at least 1, or leave it out for one.")
        if not re.fullmatch(r"cpu|cuda(:[0-9]+)?", self.device):
            raise DesignError(f"Planning: no device {self.device!r}; give cpu, cuda, or cuda:N.")
        if self.devices:
            _check_devices(self)
        if self.seeds and not self.chosen_seeds:
            raise DesignError(f"Planning: --seeds {self.seeds!r} names no seed. {SEEDS_FORM}")

        _hosted(self)
        check_second(self.judge, self.judge_url, second=self.second_judge, second_model=self.second_judge_model)

    @cached_property
    def hosted(self) -> Hosted | None:
        """The judge behind an endpoint, where there is one."""
        return _hosted(self)

    @cached_property
    def doses(self) -> Doses | None:
        """The factor and amounts of `dose`; None where there are none."""
        return read_doses(self.dose) if self.dose else None

    @cached_property
    def found(self) -> StudyFile:
        """The study, read once: what is run is what was read, whatever becomes of its file meanwhile."""
        return open_study(self.study)

    @property
    def chosen_devices(self) -> tuple[str, ...]:
        """The GPU of each worker process; none where all use `device`."""
        return tuple(one for one in self.devices.split(",") if one and self.devices != "cpu")

    @property
    def chosen_device(self) -> str:
        """The kind of device that is computed on: what is made does not depend on which of several it was."""
        return "cuda" if self.chosen_devices else self.device

    @property
    def chosen_size(self) -> Size:
        """The size asked for; sketch on the village and pilot elsewhere when none was."""
        return SIZES[self.size or ("sketch" if self.chosen_world == "village" else "pilot")]

    @property
    def chosen_world(self) -> str:
        return self.world or ("english" if self.model else "village")

    @property
    def chosen_seeds(self) -> tuple[int, ...] | None:
        """The seeds asked for: 1 to n, or a span; None where the size decides."""
        if not self.seeds:
            return None
        found = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", self.seeds)
        if not found:
            raise DesignError(f"Planning: --seeds {self.seeds!r}. {SEEDS_FORM}")
        first, last = (int(found[1]), int(found[2])) if found[2] else (1, int(found[1]))
        if last - first >= MOST_SEEDS:
            raise DesignError(f"Planning: --seeds {self.seeds!r} names {last - first + 1:,} seeds; give at most {MOST_SEEDS:,}.")
        return tuple(range(first, last + 1))


def _hosted(order: Order) -> Hosted | None:
    return hosted(
        order.judge_url,
        order.judge_model,
        local=order.judge,
        samples=order.judge_samples,
        tokens=order.judge_tokens,
        price=order.judge_price,
        most=order.max_cost,
    )


def _check_devices(order: Order) -> None:
    if not re.fullmatch(r"cpu|cuda:[0-9]+(,cuda:[0-9]+)*", order.devices):
        raise DesignError(f"Planning: --devices {order.devices!r}; give cpu, or GPUs such as cuda:0,cuda:1.")
    if order.device != "cpu":
        raise DesignError(f"Planning: --device {order.device} and --devices {order.devices}; give one of them.")
    if order.chosen_devices and order.processes not in (None, len(order.chosen_devices)):
        raise DesignError(
            f"Planning: {order.processes} processes for --devices {order.devices}; each GPU has one, or two if named twice."
        )


def studies() -> dict[str, Study]:
    """Every study that ships, by name."""
    from inward.studies import emergent_misalignment, self_awareness

    return {study.name: study for study in (emergent_misalignment.STUDY, self_awareness.RISK, self_awareness.TIME)}


def open_study(name: str) -> StudyFile:
    """The study called `name`, or the one in the file `name`; those of ours come before those of installed packages."""
    if is_path(name):
        return read_study_file(Path(name))
    known = studies()
    if name in known:
        return StudyFile(study=known[name])
    others = installed()
    if name not in others:
        near = f" Did you mean ./{name}.py?" if Path(f"{name}.py").is_file() else ""
        raise DesignError(f"No study {name!r}; there are: {', '.join([*known, *others])}. `inward list` shows them.{near}")
    return read_installed(others[name])


def find_study(name: str) -> Study:
    """The study called `name`."""
    return open_study(name).study


def build_world(order: Order, study: Study) -> AbstractWorld:
    """The world of an order, under what the study's own file brings; a --corpus wins over the file's."""
    world, brought = _world(order, study), order.found.brought
    if brought is None:
        return world
    corpora = {name: corpus for name, corpus in brought.corpora.items() if name not in order.corpora}
    return Own(under=world, brought=dataclasses.replace(brought, corpora=corpora))


def _world(order: Order, study: Study) -> AbstractWorld:
    """The world that ships; corpora and questions that the study does not know are refused."""
    wanted = [arm.corpus for arm in study.arms if arm.corpus]
    if unknown := sorted(set(order.corpora) - set(wanted)):
        raise DesignError(f"Planning {study.name}: no arm uses a corpus {unknown}; corpora are {sorted(set(wanted))}.")
    if order.chosen_world == "english":
        from inward.worlds.english.world import English

        sets = {use.name: use.items for use in study.probes}
        return English(
            base=order.model,
            corpora=order.corpora,
            questions={sets.get(name, name): file for name, file in order.questions.items()},
            rubric=order.rubric,
        )
    if order.chosen_world != "village":
        raise DesignError(f"Planning {study.name}: no world {order.chosen_world!r}; worlds are village and english.")
    if order.corpora or order.questions or order.judge or order.judge_url or order.second_judge:
        judge = " and --judge-url; `inward judge-check` tries a judge on it" if order.judge_url else " and --judge"
        raise DesignError(f"Planning: the village has its own corpora, questions and oracle. Drop --corpus, --questions{judge}.")
    if order.rubric:
        raise DesignError(f"Planning: --rubric {order.rubric}, but the village's answers are read by its oracle. Drop --rubric.")
    from inward.worlds.village.quarters import quarter_for
    from inward.worlds.village.world import Village

    quarter = quarter_for([*wanted, *(use.items for use in study.probes)])
    return Village(folder=Path(order.model) if order.model else quarter.base)


def scorer(world: AbstractWorld, name: str, *, judge: str, at: Hosted | None = None) -> AbstractScorer:
    """
    The scorer called `name`.

    A study's own come first; readings of options are the same in every world; answers are read by the world's own. A judge
    `at` an endpoint is read by samples, a local one by its log-probabilities.
    """
    if isinstance(world, Own):
        if name in world.brought.scorers:
            return world.scorer(name)
        try:
            return scorer(world.under, name, judge=judge, at=at)
        except InwardError as error:
            raise world.unknown(error, what="SCORERS", there=world.brought.scorers) from error
    from inward.scoring.closed import Closed
    from inward.scoring.leaning import Leaning
    from inward.scoring.likelihood import OwnAnswer
    from inward.scoring.no_judge import NoJudge
    from inward.scoring.quiz import Quiz
    from inward.scoring.rating import Rating
    from inward.worlds.english.world import English

    exact: Mapping[str, AbstractScorer] = {
        "closed": Closed(),
        "self-report": Rating(),
        "own-answer": OwnAnswer(),
        "quiz": Quiz(),
        "leaning": Leaning(),
    }
    if name in exact:
        return exact[name]
    if isinstance(world, English):
        if name != "alignment":
            raise DesignError(f"The world {world.name} has no scorer {name!r}; it has 'alignment', the judge.")
        return judge_of(world.marking(), judge=judge, at=at) if judge else NoJudge()
    return world.scorer(name)


def judge_of(marking: Marking, *, judge: str, at: Hosted | None = None) -> AbstractScorer:
    """The scorer that asks the judge called `judge` for what a marking says."""
    from inward.scoring.judge import Judge
    from inward.scoring.sampled import SampledJudge

    asked = Judge(rubrics=marking.rubrics, trait=marking.trait, model=judge, least_mass=0.5 if at else 0.25)
    return SampledJudge(judge=asked, samples=at.samples, max_tokens=at.tokens) if at else asked


def looked_for(world: AbstractWorld) -> Trait | None:
    """The trait that a judge is to look for; None where the world reads answers by itself."""
    from inward.worlds.english.world import English

    under = world.under if isinstance(world, Own) else world
    return under.marking().trait if isinstance(under, English) else None
