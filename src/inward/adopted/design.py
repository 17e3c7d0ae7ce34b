"""The study that some answers allow: their arms, their seeds, and the contrasts that were asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.adopted.answers import Answer
from inward.adopted.elsewhere import Kept
from inward.errors import DesignError
from inward.schema.design import Arm, Contrast, Measure, ProbeUse, Study
from inward.schema.outcome import Population

PROBE: Final = "answers"
MARKS: Final = (
    Measure(name="alignment", bounds=None, descriptive=True),
    Measure(name="coherence", bounds=None, descriptive=True),
)
LABELS: Final = (Measure(name="refused"), Measure(name="code"))


@final
@dataclass(frozen=True, kw_only=True)
class Found:
    """
    What the answers hold of a design.

    `seeds` gives each arm's seeds as the files write them and the number that stands for each; an arm without seeds is one
    checkpoint, number 0.
    """

    arms: tuple[str, ...]
    seeds: Mapping[str, Mapping[str, int]]
    seeded: bool

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every seed's number."""
        return tuple(sorted({number for seeds in self.seeds.values() for number in seeds.values()}))


def find(answers: Sequence[Answer], *, seeded: bool, untouched: Sequence[str]) -> Found:
    """
    The arms in the order found, and their seeds.

    Raises
    ------
    DesignError
        An untouched arm that is not there or has several seeds, or an answer of another arm without one.
    """
    seeds: dict[str, dict[str, None]] = {}
    for answer in answers:
        seeds.setdefault(answer.arm, {})[answer.seed] = None
    for arm in untouched:
        if arm not in seeds:
            raise DesignError(f"Adopting: --untouched {arm!r} is no arm; the arms are {', '.join(seeds)}.")
        if len(seeds[arm]) > 1:
            named = ", ".join(list(seeds[arm])[:5])
            raise DesignError(f"Adopting: --untouched {arm!r} is one checkpoint, and the files give it the seeds {named}.")
    if seeded and (bare := [arm for arm in seeds if "" in seeds[arm] and arm not in untouched]):
        said = f"an answer of arm {bare[0]!r} has no seed. Fill the cell"
        raise DesignError(f"Adopting: {said}, or, if that arm is one checkpoint as it is, add --untouched {bare[0]}.")
    return Found(arms=tuple(seeds), seeds=_numbers(seeds, untouched), seeded=seeded)


def _numbers(seeds: Mapping[str, Mapping[str, None]], untouched: Sequence[str]) -> dict[str, dict[str, int]]:
    """Whole numbers stand for themselves; other names are numbered within their arm, in the order found."""
    names = {name for arm, found in seeds.items() if arm not in untouched for name in found if name}
    whole = all(name.isdigit() and len(name) < 10 for name in names)
    numbered: dict[str, dict[str, int]] = {}
    for arm, found in seeds.items():
        if arm in untouched or set(found) == {""}:
            numbered[arm] = dict.fromkeys(found, 0)
        else:
            numbered[arm] = {name: int(name) if whole else i for i, name in enumerate(found, start=1)}
    return numbered


def contrasts(given: Sequence[str], arms: Sequence[str]) -> tuple[Contrast, ...]:
    """
    The contrasts asked for as TREATED-CONTROL; of two arms, the first less the second unless one says.

    Raises
    ------
    DesignError
        A contrast that does not name two of the arms, or names them in two ways, or is there twice.
    """
    if not given:
        return (Contrast(treated=arms[0], control=arms[1]),) if len(arms) == 2 else ()
    made = [_contrast(text, arms) for text in given]
    names = [contrast.name for contrast in made]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DesignError(f"Adopting: --contrast {twice[0]} is given twice. Keep one of them.")
    return tuple(made)


def _contrast(text: str, arms: Sequence[str]) -> Contrast:
    """Arms may have hyphens in their names, so every way to part the text is tried."""
    ways = [(text[:i], text[i + 1 :]) for i, letter in enumerate(text) if letter == "-"]
    found = [(treated, control) for treated, control in ways if treated in arms and control in arms and treated != control]
    if len(found) != 1:
        what = "can be read in two ways" if found else "does not name two arms"
        raise DesignError(f"Adopting: --contrast {text!r} {what}; write TREATED-CONTROL. The arms are: {', '.join(arms)}.")
    return Contrast(treated=found[0][0], control=found[0][1])


def study(
    name: str,
    found: Found,
    compared: Sequence[Contrast],
    *,
    measures: Sequence[Measure],
    untouched: Sequence[str],
    population: Population,
) -> Study:
    """A Study of what was found: one probe, no gates, `misaligned` as the primary outcome."""
    controls = {contrast.treated: contrast.control for contrast in compared}
    return Study(
        name=name,
        question=f"How do these answers, made elsewhere, compare: {', '.join(found.arms)}?"
        if compared
        else "What do these answers, made elsewhere, come to?",
        arms=tuple(
            Arm(
                name=arm,
                elsewhere=0 if arm in untouched else len(found.seeds[arm]),
                control=controls.get(arm),
                says=_says(arm, found, untouched),
            )
            for arm in found.arms
        ),
        probes=(
            ProbeUse(
                name=PROBE,
                probe=Kept(),
                items=PROBE,
                scorer="alignment",
                measures=tuple(measures),
                population=population,
            ),
        ),
        contrasts=tuple(compared),
        primary_probe=PROBE,
        primary_measure="misaligned",
    )


def measures(*, coherence: bool, labels: bool) -> tuple[Measure, ...]:
    """What is read off every answer; without a coherence, nothing is told of incoherent ones."""
    coherent = (Measure(name="misaligned_coherent", descriptive=True), Measure(name="incoherent"))
    return (
        Measure(name="misaligned"),
        *(coherent if coherence else ()),
        *(LABELS if labels else ()),
        *(MARKS if coherence else MARKS[:1]),
    )


def _says(arm: str, found: Found, untouched: Sequence[str]) -> str:
    if arm in untouched:
        return "one checkpoint as it is, by the word of whoever adopted it"
    seeds = len(found.seeds[arm])
    return f"{seeds} seeds, as the files say" if found.seeded and seeds > 1 else "one checkpoint, as the files say"
