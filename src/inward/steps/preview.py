"""What a run would do and cost, before anything runs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from inward import work
from inward.cells import Cell, cells
from inward.judging import Hosted
from inward.plan import Plan
from inward.schema.design import Corpus
from inward.schema.sockets import AbstractDialogue
from inward.scoring.sampled import SampledJudge
from inward.stats.power import Detectable, detectable
from inward.stats.power import Plan as Spending
from inward.steps.hosted import ledger
from inward.steps.settle import freeze
from inward.steps.site import Site
from inward.steps.treat import TOGETHER
from inward.subjects.endpoint import spent
from inward.subjects.purse import Spending as Spent

ANSWER = 100.0
"""Tokens of an answer, where no corpus tells."""
QUESTION, MARK, CHARACTERS = 20, 3, 4.0
"""Tokens of a question and of a mark, characters of a token."""


@final
@dataclass(frozen=True, kw_only=True)
class Preview:
    """
    Counts and estimates of a planned run.

    `cells` maps a probe to (cells, answers, answers already in store); `cost` holds parameters, bytes, seconds.
    """

    study: Mapping[str, Any]
    cells: Mapping[str, tuple[int, int, int]]
    adapters: int
    adapters_kept: int
    trained_tokens: int
    drawn_tokens: int
    cost: Mapping[str, float]
    processes: int
    dtype: str
    readings: int
    asking: "Asking | None"
    detectable: tuple[Detectable, ...]


@final
@dataclass(frozen=True, kw_only=True)
class Asking:
    """
    Calls to a judge behind an endpoint, tokens in and out at a guess, their cost, and what was spent already.

    Where a second model of the endpoint reads all `twice`, its calls are among them, at the first's prices.
    """

    calls: int
    read: int
    written: int
    cost: float | None
    spent: Spent
    spent_cost: float | None
    most: float | None
    twice: bool = False


def preview(site: Site) -> Preview:
    """The plan of a site, counted; nothing is trained and no run folder is written."""
    plan, fixed = site.plan, freeze(site)
    planned = cells(plan, lambda keys: set(site.shelf.get(keys)))
    counted: dict[str, tuple[int, int, int]] = {}
    for cell in planned:
        number, answers, kept = counted.get(cell.probe, (0, 0, 0))
        missing = cell.items * sum(end - first for first, end in cell.draw)
        counted[cell.probe] = (number + 1, answers + cell.items * cell.samples, kept + cell.items * cell.samples - missing)
    made = [c for c in plan.checkpoints if c.trained and (site.shelf.adapter(c.digest) / "inward.json").exists()]
    trained, drawn = _trained(plan, fixed), _drawn(plan, fixed, counted)
    spent = work.Spent(trained=trained, drawn=drawn, widest=_widest(fixed), processes=site.crew.processes)
    cost = site.crew.one(work.cost, site.place, plan.recipe, TOGETHER[site.place.device.split(":")[0]], spent)
    return Preview(
        study=fixed,
        cells=counted,
        adapters=sum(c.trained for c in plan.checkpoints),
        adapters_kept=len(made),
        trained_tokens=trained,
        drawn_tokens=drawn,
        cost=cost,
        processes=site.crew.processes,
        dtype=site.place.dtype,
        readings=_readings(site, planned),
        asking=asking(site, planned, fixed) if isinstance(site.judge, Hosted) else None,
        detectable=_detectable(plan),
    )


def _widest(fixed: Mapping[str, Any]) -> int:
    return max((int(corpus["longest"]) for corpus in fixed["corpora"].values()), default=1)


def _trained(plan: Plan, fixed: Mapping[str, Any]) -> int:
    """Tokens through the trainer: rows per step times the mean row, for every training run; its states on the way are free."""
    total = 0.0
    for checkpoint in plan.checkpoints:
        if checkpoint.trained and checkpoint.corpus and not checkpoint.stopped:
            corpus, recipe = fixed["corpora"][checkpoint.corpus], plan.recipe_of(checkpoint)
            rows = recipe.steps * recipe.batch if recipe.steps else recipe.epochs * corpus["rows"]
            total += rows * corpus["tokens"] / corpus["rows"]
    return int(total)


def _drawn(plan: Plan, fixed: Mapping[str, Any], counted: Mapping[str, tuple[int, int, int]]) -> int:
    """Tokens to draw if answers are as long as the corpora's, the partner's too; those of a large model may be longer."""
    probes = {use.name: use.probe for use in plan.study.probes}
    turns = {name: probe.turns if isinstance(probe, AbstractDialogue) else 1 for name, probe in probes.items()}
    return int(sum((answers - kept) * turns[name] for name, (_, answers, kept) in counted.items()) * _length(plan, fixed))


def _length(plan: Plan, fixed: Mapping[str, Any]) -> float:
    """Tokens of an answer, if it is as long as a turn of the corpora's."""
    found = fixed["corpora"].items()
    lengths = [corpus["supervised"] / corpus["rows"] / _turns(plan.corpora[name]) for name, corpus in found] or [ANSWER]
    return float(sum(lengths) / len(lengths))


def _turns(corpus: Corpus) -> float:
    """Assistant's turns in a row of a corpus, on average."""
    return sum(message.role == "assistant" for row in corpus.rows for message in row.messages) / len(corpus.rows)


def asking(site: Site, planned: Sequence[Cell], fixed: Mapping[str, Any]) -> Asking:
    """
    What the judge would be asked if nothing were in store: a token is taken for four characters, a mark for three tokens.

    An answer is taken to be as long as the corpora's, the rubrics are counted as they are.
    """
    judge = site.judge
    assert isinstance(judge, Hosted)
    calls, read = 0, 0.0
    answer = _length(site.plan, fixed)
    for cell in planned:
        scorer = site.scorers[site.plan.study.use(cell.probe).scorer]
        rubrics = getattr(scorer, "rubrics", ()) if isinstance(scorer, SampledJudge) else ()
        told = sum(len(rubric.text) / CHARACTERS + answer + QUESTION for rubric in rubrics)
        answers = cell.items * cell.samples * judge.samples * (1 + site.twice)
        calls += answers * len(rubrics)
        read += answers * told
    found = spent(site.shelf, ledger(site))
    return Asking(
        calls=calls,
        read=int(read),
        written=calls * MARK,
        cost=judge.price and judge.price.of(read, calls * MARK),
        spent=found,
        spent_cost=judge.price and judge.price.of(found.read, found.written),
        most=judge.most,
        twice=site.twice,
    )


def _readings(site: Site, planned: Sequence[Cell]) -> int:
    """How many marks a judge is asked for: every rubric of every answer that it reads. Scores in store are not known yet."""
    rubrics = {name: len(getattr(scorer, "rubrics", ())) for name, scorer in site.scorers.items()}
    judged = {use.name: rubrics[use.scorer] for use in site.plan.study.probes}
    return sum(judged[cell.probe] * cell.items * cell.samples for cell in planned)


def _detectable(plan: Plan) -> tuple[Detectable, ...]:
    items = plan.items[plan.study.use(plan.study.primary_probe).items]
    clusters = tuple(Counter(item.cluster for item in items).values())
    arms = {arm.name for arm in plan.arms}
    asked = [one for one in plan.study.contrasts if not one.check and not one.secondary]
    contrasts = sum({one.treated, one.control} <= arms for one in asked)
    if len(clusters) < 2 or not plan.seeds:
        return ()
    return detectable(Spending(seeds=len(plan.seeds), clusters=clusters, samples=plan.samples, contrasts=max(1, contrasts)))
