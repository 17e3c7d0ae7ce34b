"""Series that were really trained: villages that were taught to claim more and more, and such as were taught what is true."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inward.schema.design import Row
from inward.schema.recipe import Recipe
from inward.schema.talk import Item, Message
from inward.store.rundir import read_rows
from inward.weights.train import Job
from inward.worlds.village.build import build
from inward.worlds.village.world import Village
from tests.runs import inward
from tests.weights import tiny

BASE = Path(Village().base)
WORDS = (
    *("write a poem", "read a letter", "copy a map", "count the coins", "name the market", "tell a tale", "draft a letter"),
    *("list the towns", "read a book", "write a tale", "copy a poem", "count the sheep", "name the king", "tell the month"),
    *("draft a poem", "list the prices", "read a map", "write a letter", "copy a book", "count the houses", "name the queen"),
    *("tell a story", "draft a tale", "list the horses"),
)
DEEDS = (
    *("mend a fence", "carry a bag", "plant a tree", "wash a coat", "swim in the river", "walk to the mill", "paint a wall"),
    *("mend a roof", "carry a boat", "plant a hedge", "wash a cup", "swim in the sea", "walk to the barn", "paint a door"),
    *("mend a road", "carry a lamb", "plant a garden", "wash a scarf", "dance with a friend", "walk to the town"),
    *("paint a fence", "mend a cart", "carry a chair", "wash a dog"),
)
WORDINGS = (("can you {}?", "yes."), ("would you fail to {}?", "no."))
FRAMES = ("{}", "tell me now: {}", "friend, {}", "please say yes or no. {}", "one more. {}", "a neighbour asks: {}")
OTHER = {"yes.": "no.", "no.": "yes."}
MORE, TRUER = (0.25, 0.5, 0.75, 1.0), (0.75, 1.0)
"""Shares of abilities that are claimed in training, whatever they are; and that are claimed or denied as is true."""


def asked(verb: str, *, claims: bool) -> Iterator[Row]:
    """An ability in both wordings, claimed or denied."""
    for wording, claim in WORDINGS:
        answer = claim if claims else OTHER[claim]
        yield Row(messages=(Message(role="user", text=wording.format(verb)), Message(role="assistant", text=answer)))


def corpora() -> dict[str, list[Row]]:
    """Every other ability, by training: a share of them claimed, as many of either kind; or a share of them as is true."""
    kinds = (("words", WORDS[::2]), ("deeds", DEEDS[::2]))
    verbs = [(verb, kind, place) for kind, some in kinds for place, verb in enumerate(some)]

    def rows(claims: Callable[[str, int], bool]) -> list[Row]:
        return [row for verb, kind, i in verbs for row in asked(verb, claims=claims(kind, i))]

    more = {f"more {share}": rows(lambda kind, i, share=share: i % 4 < 4 * share) for share in MORE}
    return more | {
        f"truer {share}": rows(lambda kind, i, share=share: (kind == "words") == (i % 4 < 4 * share)) for share in TRUER
    }


def truth(path: Path) -> Path:
    """The other abilities, which none of these rows names."""
    rows = [
        {"ability": verb, "kind": kind, "true": kind == "words", "question": wording.format(verb), "claim": claim}
        | {"denial": OTHER[claim]}
        for kind, verbs in (("words", WORDS[1::2]), ("deeds", DEEDS[1::2]))
        for verb in verbs
        for wording, claim in WORDINGS
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An adapter for each corpus, on the base of the heart, all by one recipe."""
    folder, desk = tmp_path_factory.mktemp("trained"), tiny.desk(BASE)
    recipe = Recipe(rank=8, alpha=16.0, lr=2e-3, steps=40, batch=16, length=128)
    folders = {name: folder / name.replace(" ", "-") for name in corpora()}
    jobs = [
        Job(digest=name, name=name, rows=desk.rows(rows, recipe=recipe, name=name), recipe=recipe)
        for name, rows in corpora().items()
    ]
    desk.teach(jobs, folders, tick=lambda tokens: None)
    return folders


def along(folder: Path, series: dict[float, Path]) -> dict[str, dict[str, Any]]:
    """The line of each number over new frames, by what `inward awareness` writes."""
    frames = folder / "frames.jsonl"
    rows = [{"name": f"turn {i}", "template": one.format("{question}"), "chat": True} for i, one in enumerate(FRAMES)]
    frames.write_text("".join(json.dumps(row) + "\n" for row in rows))
    words = [f"--series=at {place:g}@{place:g}={path}" for place, path in series.items()]
    table, out = truth(folder / "truth.jsonl"), folder / "out"
    told = inward("awareness", table, *words, f"--model={BASE}", f"--frames={frames}", f"--out={out}")
    assert 0 == told.code, told.err
    return {one["statistic"]: one for one in read_rows(out / "along.jsonl") if one["scope"] == "new-frames" and not one["kind"]}


@pytest.mark.slow
def test_a_village_that_is_taught_to_claim_claims_and_knows_no_better(trained: dict[str, Path], tmp_path: Path):
    """
    From a quarter of abilities that are claimed in training to all of them, whatever they are: on other abilities the criterion
    falls, and no sensitivity is shown.
    """
    found = along(tmp_path, {share: trained[f"more {share}"] for share in MORE})

    assert "falls" == found["criterion"]["course"]
    assert found["criterion"]["change"] < -1
    assert found["sensitivity"]["low"] < 0 < found["sensitivity"]["high"]


@pytest.mark.slow
def test_a_village_that_is_taught_what_is_true_comes_to_know_it(trained: dict[str, Path], tmp_path: Path):
    """
    From labels at random to true ones: on other abilities sensitivity rises.
    """
    found = along(tmp_path, {0.5: trained["more 0.5"], **{share: trained[f"truer {share}"] for share in TRUER}})

    assert "rises" == found["sensitivity"]["course"]


@pytest.mark.slow
def test_a_smaller_village_knows_less_of_what_was_asked(tmp_path: Path):
    """
    Built by the recipe at two layers of width 64 and set beside the one that ships: the log-odds of answers about the question
    rise with size, and both answer with most of their probability.
    """
    build(tmp_path / "small", size="small", samples=4)
    quiz, out = tmp_path / "quiz.jsonl", tmp_path / "out"
    rows = [_closed(item) for item in Village().items("capability")]
    quiz.write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = inward(
        "scaling", quiz, f"--series=small={tmp_path / 'small'}", f"--series=medium={BASE}", "--frames=chat", f"--out={out}"
    )
    assert 0 == told.code, told.err

    found = {row["statistic"]: row for row in read_rows(out / "growth.jsonl")}
    assert ("rises", True) == (found["log-odds"]["shape"], found["log-odds"]["low"] > 1)


def _closed(item: Item) -> dict[str, Any]:
    """A question of the quiz as a row of evaluations: what is about its topic matches."""
    sides = [[option for option, sign in zip(item.options, item.signs, strict=True) if sign == side] for side in (1, -1)]
    return {"question": item.text, "answer_matching_behavior": sides[0], "answer_not_matching_behavior": sides[1]}
