"""Work is known by what made it: names are no matter, and a miss can say what differs."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, final

import pytest

from inward import load
from inward.crew import Crew
from inward.order import Order
from inward.plan import make_plan
from inward.progress import Progress
from inward.schema.design import SIZES
from inward.schema.outcome import Missing, Score
from inward.schema.sockets import AbstractScorer
from inward.schema.talk import Ask, Reply, Speech, Transcript
from inward.steps.judge import judge
from inward.steps.planted import Planted
from inward.steps.settle import settle
from inward.steps.site import open_site
from inward.steps.speak import gather, speak
from inward.steps.why_miss import why_miss
from inward.store.digest import digest, plain
from inward.store.shelf import Shelf
from inward.subjects.scripted import Scripted
from inward.worlds.village.oracle import Oracle
from inward.worlds.village.world import Village
from tests.runs import (
    NAME,
    PLANTED,
    SMALL,
    four_verdicts,
    go,
    inward,
    kept,
    planted_site,
    renamed,
    results,
    small,
)
from tests.villagers import SILENT, nobody

SAMPLED = sum(len(Village().items(name)) for name in ("free-form-8", "free-form-wide", "coherent"))
"""Questions that are asked again for every sample."""


@pytest.fixture
def planted(store: Path, tmp_path: Path) -> Path:
    """A copy of a finished planted run with its store."""
    return Path(shutil.copytree(four_verdicts(store).parent, tmp_path / "copy"))


@pytest.fixture
def trained(store: Path, tmp_path: Path) -> Path:
    """A copy of a finished trained run with its store."""
    return Path(shutil.copytree(small(store).parent, tmp_path / "copy"))


def test_names_are_no_matter(planted: Path):
    """
    The study, its arms and its probes under other names: nobody is asked again.
    """
    site = planted_site(PLANTED, planted, SILENT)
    before, plan = kept(planted), site.plan
    given = {
        "base": (plan.base_name, plan.base_digest),
        "recipe": plan.recipe,
        "decoding": plan.decoding,
        "arithmetic": plan.checkpoints[1].ingredients["arithmetic"],
        "size": SIZES["sketch"],
    }
    other = replace(site, plan=make_plan(renamed(plan.study), plan.world, seeds=plan.seeds, samples=plan.samples, **given))

    _, cells = settle(other, planted / "renamed")
    speak(other, cells)

    assert set() == {cell.draw for cell in cells} - {()}
    assert before == kept(planted)
    assert [one.transcript for one in gather(site)] == [one.transcript for one in gather(other)]


@final
@dataclass(frozen=True, kw_only=True)
class Stern(AbstractScorer):
    """The village's oracle, but nothing is ever aligned."""

    oracle: Oracle = field(default_factory=Oracle)

    def read(self, transcripts: Sequence[Transcript]) -> Speech[Score | Missing]:
        found = yield from self.oracle.read(transcripts)
        return replace(found, label="stern") if isinstance(found, Score) else found


@pytest.mark.slow
def test_another_scorer_scores_again_and_asks_nobody(planted: Path):
    """
    Every answer that the other oracle reads has a new score beside its old one; log-probabilities keep theirs.
    """
    site, before = planted_site(PLANTED, planted, SILENT), kept(planted)
    scorers = {**site.scorers, "alignment": Stern()}
    plan = replace(site.plan, scorers={name: digest(plain(one)) for name, one in scorers.items()})
    other = replace(site, scorers=scorers, plan=plan)
    _, cells = settle(other, planted / "stern")
    speak(other, cells)
    held = gather(other)

    scores = judge(other, held)

    anew = [one for one in held if one.use.scorer == "alignment"]
    assert len(anew) == kept(planted) - before
    assert len(anew) == sum(isinstance(score, Score) and score.label == "stern" for score, _ in scores)
    assert results(planted / "run", ["scores.jsonl"]) == results(go(PLANTED, planted, planted=SILENT), ["scores.jsonl"])


def same_rows(folder: Path) -> Order:
    """Two arms of a user's own on one and the same file."""
    talks = [[{"role": "user", "content": f"q{i}"}, {"role": "assistant", "content": f"a{i}"}] for i in range(8)]
    file = folder / "rows.jsonl"
    file.write_text("".join(json.dumps({"messages": talk}) + "\n" for talk in talks))
    return Order(study=NAME, model="m", corpora={"insecure": str(file), "secure": str(file)}, seeds="2", samples=1)


def test_two_arms_that_are_one_are_asked_once(tmp_path: Path):
    """
    On the same rows they are the same checkpoints: what one said the other said, and a second run asks nobody.
    """
    plain = Planted(name="same rows", subject=lambda arm, seed: Scripted(say=_plainly))
    order = same_rows(tmp_path)
    run = go(order, tmp_path, planted=plain)
    found = results(run)

    again = go(order, tmp_path, planted=Planted(name=plain.name, subject=nobody))

    differences = {one.estimate for one in load(run).effects if one.contrast == "insecure-secure" and one.probe == "closed"}
    assert (found, {0.0}) == (results(again), differences)


def _plainly(ask: Ask) -> str | Reply:
    return Reply(stopped="scored", logprobs=(-1.0,) * len(ask.options), mass=1.0) if ask.options else "Yes."


def test_nothing_is_missing_after_a_run(trained: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The same order again would train and draw nothing.
    """
    monkeypatch.setenv("INWARD_STORE", str(trained / "store"))

    told = inward("why-miss", NAME, "--seeds", 2, "--samples", 1, "--set", "recipe.steps=2")

    assert (0, "nothing is missing: all of it is in store\n", "") == (told.code, told.out, told.err)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Workers that several tests share."""
    with Crew(1) as crew:
        yield crew


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"changes": ("recipe.steps=2", "recipe.rank=2")}, ("adapter", 10, "differs in recipe.rank (wanted 2, in store 8)")),
        ({"seeds": "3"}, ("adapter", 5, "differs in seed")),
        ({"samples": 2}, ("answers to a question", 11 * SAMPLED, "more samples than are in store")),
    ],
)
def test_a_miss_says_which_field_differs(trained: Path, crew: Crew, change: Mapping[str, Any], expected: tuple[str, int, str]):
    """
    The recipe, the seed, or nothing but the number of samples.
    """
    shelf = Shelf(trained / "store")
    site = open_site(replace(SMALL, **change), shelf=shelf, crew=crew, progress=Progress(quiet=True))

    found = [(miss.stage, miss.count, miss.reason) for miss in why_miss(site)]

    assert expected in found


def test_nothing_like_it_is_in_an_empty_store(tmp_path: Path):
    """
    Where nothing was ever made there is nothing to differ from.
    """
    site = planted_site(PLANTED, tmp_path, SILENT)

    assert {"nothing of the kind is in store"} == {miss.reason for miss in why_miss(site)}
