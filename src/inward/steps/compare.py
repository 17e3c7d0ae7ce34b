"""Set one contrast of two runs side by side: how far it differs, and what else differs between the runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

from inward.errors import ProbeError, StatsError
from inward.report.declared import Declared, declared
from inward.report.numerals import plural
from inward.results import Results, load
from inward.schema.design import Contrast, ProbeUse, Study
from inward.schema.outcome import Missing, Population, Reading, Score
from inward.schema.sockets import AbstractProbe
from inward.schema.talk import Item, Talk
from inward.stats.between import Between, between
from inward.stats.rows import POPULATIONS
from inward.store.rundir import read_rows


@final
@dataclass(frozen=True, kw_only=True)
class Difference:
    """Something that is not the same in two runs, as each has it."""

    what: str
    first: str
    second: str


@final
@dataclass(frozen=True, kw_only=True)
class Comparison:
    """
    One contrast in two runs. `found` holds the difference for each population, `verdicts` what each run says of its own.

    `differs` is what else was not the same, `notes` what a reader must know of the interval.
    """

    contrast: str
    probe: str
    measure: str
    found: Mapping[Population, Between]
    verdicts: tuple[str, str]
    differs: tuple[Difference, ...]
    notes: tuple[str, ...]


@final
@dataclass(frozen=True, kw_only=True)
class _Silent(AbstractProbe):
    """A probe that a run names; its questions were asked, and it asks no more."""

    def talk(self, item: Item) -> Talk:
        raise ProbeError(f"Asking {item.id!r}: this probe was read from a run folder. Take the study's own.")
        yield


def compare(first: Path, second: Path, *, contrast: str = "") -> tuple[Comparison, ...]:
    """
    A contrast of two runs of a study; without `contrast` all that both have.

    Raises
    ------
    StatsError
        The runs are of different studies, probes or questions, lack the contrast, or have too few seeds.
    StoreError
        One of the folders holds no finished run.
    """
    runs = (load(first), load(second))
    designs = (declared(runs[0].study), declared(runs[1].study))
    place = f"Comparing {first} and {second}"
    _check_alike(runs, designs, place=place)
    chosen = _contrasts(designs, contrast, place=place)
    readings = [_readings(run, design) for run, design in zip(runs, designs, strict=True)]
    studies = [_study(design) for design in designs]
    found = [
        {p: between(studies[0], *readings, contrast=one, other=studies[1], population=p) for p in POPULATIONS} for one in chosen
    ]
    return tuple(
        Comparison(
            contrast=one.name,
            probe=designs[0].primary_probe,
            measure=designs[0].primary_measure,
            found=each,
            verdicts=(_verdict(runs[0], one), _verdict(runs[1], one)),
            differs=tuple(_differing(runs, designs, one)),
            notes=tuple(_notes(runs, designs, one, doubted=any(row.low is not None for row in each.values()))),
        )
        for one, each in zip(chosen, found, strict=True)
    )


def _check_alike(runs: Sequence[Results], designs: Sequence[Declared], *, place: str) -> None:
    """Refuse what is not one question asked twice."""
    one, other = designs
    if bool(one.adopted) != bool(other.adopted):
        adopted, ran = ("first", "second") if one.adopted else ("second", "first")
        raise StatsError(
            f"{place}: the {adopted} holds answers adopted from files, whose questions are known by their text alone, and the "
            f"{ran} a study that was run here. Adopt the answers of both, under one judge's marks."
        )
    for what, mine, theirs in (
        ("studies", one.name, other.name),
        ("primary outcomes", _outcome(one), _outcome(other)),
    ):
        if mine != theirs:
            raise StatsError(f"{place}: they are of different {what}, {mine} and {theirs}. Give two runs of one study.")
    if _asked(runs[0], one) != _asked(runs[1], other):
        raise StatsError(f"{place}: the probe {one.primary_probe!r} asks otherwise in the second run. Run both with one version.")
    items = one.probe[one.primary_probe].items
    if runs[0].study["items"].get(items) == runs[1].study["items"].get(items):
        return
    texts = [{row["item"]: row["text"] for row in run.transcripts if row["probe"] == one.primary_probe} for run in runs]
    if other_text := sorted(item for item in set(texts[0]) & set(texts[1]) if texts[0][item] != texts[1][item]):
        raise StatsError(
            f"{place}: question {other_text[0]!r} of {one.primary_probe} has another text in the second run. Give two runs that "
            "asked the same."
        )


def _outcome(design: Declared) -> str:
    return f"{design.primary_measure} on {design.primary_probe}"


def _asked(run: Results, design: Declared) -> Any:  # noqa: ANN401
    """What decides how the primary probe asks, as the study froze it."""
    return next(use["probe"] for use in run.study["study"]["probes"] if use["name"] == design.primary_probe)


def _contrasts(designs: Sequence[Declared], wanted: str, *, place: str) -> list[Contrast]:
    """The contrasts whose arms took part in both runs."""
    there = [{one.name: one for one in design.contrasts if _took_part(design, one)} for design in designs]
    both = [one for name, one in there[0].items() if name in there[1] and not one.check]
    if not wanted and both:
        return both
    chosen = [there[0][wanted]] if wanted in there[0] and wanted in there[1] else []
    if not chosen:
        lacking = f"contrast {wanted!r} is not in both" if wanted else "they share no contrast"
        known = "; ".join(", ".join(names) or "none" for names in there)
        raise StatsError(f"{place}: {lacking}. They have: {known}.")
    return chosen


def _took_part(design: Declared, contrast: Contrast) -> bool:
    return {contrast.treated, contrast.control} <= {arm.name for arm in design.arms}


def _readings(run: Results, design: Declared) -> list[Reading]:
    """The scored answers to the primary probe, as statistics see them."""
    return [_reading(row) for row in run.scores if row["probe"] == design.primary_probe]


def _reading(row: Mapping[str, Any]) -> Reading:
    value = Missing(reason=row["missing"]) if row["missing"] else Score(label=row["label"], values=row["values"])
    place = {key: row[key] for key in ("arm", "seed", "probe", "item", "cluster", "wording")}
    return Reading(**place, sample=row["k"], value=value)


def _study(design: Declared) -> Study:
    """What statistics ask of a study, from what the run froze."""
    asked = design.probe[design.primary_probe]
    population: Population = "new-questions" if asked.population == "new-questions" else "these-questions"
    use = ProbeUse(
        name=asked.name,
        probe=_Silent(),
        items=asked.items,
        scorer=asked.scorer,
        measures=asked.measures,
        population=population,
    )
    return Study(
        name=design.name,
        question=design.question,
        arms=design.arms,
        probes=(use,),
        contrasts=tuple(one for one in design.contrasts if _took_part(design, one)),
        primary_probe=design.primary_probe,
        primary_measure=design.primary_measure,
    )


def _verdict(run: Results, contrast: Contrast) -> str:
    """What a run says of the contrast's primary row, with the reason where it says no more than that."""
    rows = [effect for effect in run.effects if effect.contrast == contrast.name and effect.primary]
    if not rows:
        return "no primary row"
    why = rows[0].withheld.get("verdict", "")
    return f"{rows[0].verdict} ({why})" if why else rows[0].verdict


def _differing(runs: Sequence[Results], designs: Sequence[Declared], contrast: Contrast) -> Iterator[Difference]:
    """Everything written down that can move the contrast and is not the same."""
    told = [_told(run.study, design, contrast) for run, design in zip(runs, designs, strict=True)]
    for what in dict.fromkeys([*told[0], *told[1]]):
        first, second = (facts.get(what, "none") for facts in told)
        if first != second:
            yield Difference(what=what, first=first, second=second)


def _told(study: Mapping[str, Any], design: Declared, contrast: Contrast) -> dict[str, str]:
    """What a run was made with, by name."""
    facts = {
        "world": design.world,
        **(_files(design) if design.adopted else {"base": f"{design.base} ({design.base_digest[:12]})"}),
        **{f"recipe.{key}": str(value) for key, value in design.recipe.items() if key != "is"},
    }
    for arm in (arm for arm in design.arms if arm.name in (contrast.treated, contrast.control)):
        given = [f"{one.kind} {one.name} ({one.content[:12]})" for one in design.given if one.arm == arm.name]
        corpus = design.corpora.get(arm.corpus or "", {})
        masked = "" if arm.loss == "answers" else f", loss on {arm.loss}"
        rows = f"corpus {corpus.get('source') or arm.corpus} ({str(corpus.get('digest', ''))[:12]}){masked}"
        answers = f"answers of {plural(arm.elsewhere, 'checkpoint')} made elsewhere"
        trained = "the base" if arm.anchor else rows if arm.corpus else answers
        facts[f"arm {arm.name}"] = f"made elsewhere: {', '.join(given)}" if given else trained
    return facts | {
        "seeds": ", ".join(map(str, design.seeds)) or "none",
        "samples": str(design.samples),
        "questions": str(study["items"].get(design.probe[design.primary_probe].items))[:12],
        "decoding": design.decoding,
        "judge": design.judge or "none",
        "scorer": str(study["scorers"].get(design.probe[design.primary_probe].scorer))[:12],
    }


def _files(design: Declared) -> dict[str, str]:
    """The files that answers were adopted from: marks and all."""
    return {"files": ", ".join(f"{one['file']} ({str(one['digest'])[:12]})" for one in design.adopted["files"])}


def _notes(runs: Sequence[Results], designs: Sequence[Declared], contrast: Contrast, *, doubted: bool) -> Iterator[str]:
    """Checkpoints that both runs hold, which matters to an interval, and arms of one checkpoint."""
    sides = {contrast.treated, contrast.control}
    held = [{row["adapter"] for row in read_rows(run.folder / "plan.jsonl") if row["arm"] in sides} for run in runs]
    if designs[0].adopted:
        yield "whether a checkpoint is in both runs is not known: files name arms and seeds alone"
    elif doubted and (shared := len(held[0] & held[1])):
        yield (
            f"{shared} checkpoint{'s are' if shared > 1 else ' is'} in both runs; the interval takes them for different ones, "
            "so it is wider than it need be"
        )
    if single := sorted({arm.name for design in designs for arm in design.elsewhere if arm.fixed and arm.name in sides}):
        yield f"of {', '.join(single)} a run has one checkpoint, which says nothing of other training seeds"
