"""What a user asked for: which study, on which world and base, how much of it, with which changes to the recipe."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import final

from inward.dose import Doses, read_doses
from inward.errors import DesignError
from inward.judging import SAMPLES, TOKENS, Hosted, check_second, hosted
from inward.schema.design import SIZES, Size
from inward.studybook import open_study
from inward.studyfile import StudyFile

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
