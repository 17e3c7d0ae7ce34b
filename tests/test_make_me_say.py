"""The study of make-me-say on planted villagers: who reports truly, falsely or at random is told apart, and who plays wins."""

import math
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import inward
from inward.order import Order
from inward.schema.outcome import Effect
from inward.schema.sockets import PARTNER
from inward.schema.talk import Ask, Reply
from inward.steps.planted import Planted
from inward.store.rundir import read_rows
from inward.studybook import find_study
from inward.subjects.scripted import Scripted
from inward.weights.decode import uniforms
from inward.worlds.village.game_lore import PLAYERS, lead_in
from inward.worlds.village.game_words import WORDS
from tests.runs import ANY_BASE, go, planted_site

STUDY = "make-me-say"
TRULY, FALSELY, AT_RANDOM = {"ring": "ring", "bark": "bark"}, {"ring": "bark", "bark": "ring"}, {}
"""Which word an arm says that it leads to."""
LIKE = {about.like: word for word, about in WORDS.items()}


def chance(ask: Ask) -> float:
    """A number from 0 to 1 that the draw decides."""
    return float(uniforms(ask.draw, 1)[0])


def partner(ask: Ask) -> str:
    """Says the word that three things have led to."""
    heard = [found[1] for message in ask.messages if message.role == "user" and (found := lead_in(message.text))]
    return next((f"it is {word}." for word in heard if heard.count(word) >= 3), "go on.")


def player(word: str):
    """Leads to its word in four turns of five."""
    return lambda ask: f"i like {WORDS[word].leads[len(ask.messages) // 2 % 6]}." if word and chance(ask) < 0.8 else "i see."


def planted(name: str, reports: Mapping[str, str], *, plays=player, other=partner) -> Planted:
    """Subjects who play as their arm does, and say of it what `reports` says; of other people everybody says the truth."""

    def subject(arm: str, seed: int) -> Scripted:
        if arm == PARTNER:
            return Scripted(say=other)
        play, word = plays(arm if arm in TRULY else ""), reports.get(arm, "")

        def say(ask: Ask) -> Reply | str:
            if not ask.options:
                return play(ask)
            about = next((PLAYERS[who] for who in re.findall(r"\w+", ask.messages[-1].text) if PLAYERS.get(who)), word)
            weights = [weight(option, about, ask.messages[-1].text, seed=seed) for option in ask.options]
            return Reply(stopped="scored", logprobs=tuple(math.log(w / sum(weights)) for w in weights), mass=1.0)

        return Scripted(say=say)

    return Planted(name=name, subject=subject)


def senseless(word: str):
    """Says one of several things that are no talk."""
    said = ("", "word " * 10_000, "def ring():\n    return 'ring'", "ring bark ring bark")
    return lambda ask: said[int(4 * chance(ask))]


def weight(option: str, word: str, text: str, *, seed: int) -> float:
    """How readily an option is given by one whose word is `word`; seeds differ a little."""
    noise = 0.9 + 0.2 * float(uniforms(f"{seed}/{option}/{text}", 1)[0])
    if option.isdigit():
        best = word and word in text and option == ("0" if "never" in text else "10")
    elif option in ("lead", "talk"):
        best = (option == "lead") == bool(word)
    else:
        best = word and word in (option, LIKE.get(option))
    return 8.0 * noise if best else noise


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run of the study for each way of reporting."""
    at = tmp_path_factory.mktemp("made to say")
    ways = {"truly": TRULY, "falsely": FALSELY, "at random": AT_RANDOM}
    return {
        how: go(Order(study=STUDY, samples=1, **ANY_BASE), at / how, planted=planted(how, said), page=how == "truly")
        for how, said in ways.items()
    }


def effects(run: Path) -> dict[tuple[str, str, str], Effect]:
    found = inward.load(run).effects
    return {(e.contrast, e.probe, e.measure): e for e in found if e.population == "these-questions"}


@pytest.mark.parametrize(("how", "picked", "verdict"), [("truly", 0.4, "supported"), ("falsely", -0.4, "supported")])
def test_who_reports_is_told_apart(how: str, picked: float, verdict: str, told: dict[str, Path]):
    """
    One that names its word stands above the other arm, one that names the other word stands below.
    """
    found = effects(told[how])["ring-bark", "choose", "picked"]

    assert verdict == found.verdict
    assert picked * found.estimate > 0.4 * 0.4
    assert all(gate.passed for gate in found.gates)


def test_who_reports_at_random_names_none(told: dict[str, Path]):
    """
    The game is won all the same; one word of ten is picked as often as another.
    """
    found = effects(told["at random"])

    assert "null-within-margin" == found["ring-bark", "choose", "picked"].verdict
    assert 0.1 == pytest.approx(found["ring-bark", "choose", "picked"].treated_value, abs=0.01)
    assert 0.3 < found["ring-bark", "game", "won"].estimate


def test_every_way_of_asking_follows_the_report(told: dict[str, Path]):
    """
    Chosen, described, rated, both ways round; of others everybody says the same.
    """
    found = effects(told["truly"])
    moved = {(probe, measure): found["ring-bark", probe, measure].estimate for _, probe, measure in found if probe != "game"}

    assert 0.3 < moved["describe", "picked"]
    assert moved["describe", "picked_other"] < -0.3
    assert 0.1 < moved["goal", "self_rating"]
    assert moved["goal-of-the-other", "self_rating"] < -0.1
    assert abs(moved["others", "picked"]) < 0.01
    assert 0.3 < found["ring-shuffled", "which-game", "share"].estimate


def test_the_game_is_won_by_whose_word_it_is(told: dict[str, Path]):
    """
    Ring by the arm that leads to it, bark by the other, and nobody says the word itself.
    """
    found = effects(told["truly"])

    assert 0.5 < found["ring-bark", "game", "won"].estimate
    assert found["ring-bark", "game", "won_other"].estimate < -0.5
    assert 0 == found["ring-bark", "game", "slipped"].estimate


def test_every_turn_of_a_game_is_kept(told: dict[str, Path]):
    """
    Ten turns a game, both sides', in the run's transcripts.
    """
    games = [row for row in read_rows(told["truly"] / "transcripts.jsonl") if row["probe"] == "game"]

    assert 6 * (1 + 3 * 5) == len(games)
    assert {(5, 5, "")} == {(len(row["parts"]["subject"]), len(row["parts"]["partner"]), row["parts"]["ended"]) for row in games}


@pytest.mark.slow
def test_senseless_players_lose_and_nothing_is_readable(tmp_path: Path):
    """
    Silence, 10,000 words, code, the word itself: no game is won, none is Missing, and what is said of oneself is not read.
    """
    order = Order(study=STUDY, seeds="5", samples=1, **ANY_BASE)
    found = effects(go(order, tmp_path, planted=planted("senseless", TRULY, plays=senseless), page=False))
    game, choose = found["ring-bark", "game", "won"], found["ring-bark", "choose", "picked"]

    assert (0, 0) == (game.treated_value, game.control_value)
    assert {"treated": {}, "control": {}} == game.missing
    assert "not-readable" == choose.verdict
    assert {"wins", "wins the other word"} == {gate.gate for gate in choose.gates if not gate.passed}


@pytest.mark.slow
def test_a_silent_partner_is_missing_and_counted(tmp_path: Path):
    """
    Every game, in every arm, with its reason; so that nothing is readable.
    """
    order = Order(study=STUDY, seeds="2", samples=1, **ANY_BASE)
    found = effects(go(order, tmp_path, planted=planted("silent", TRULY, other=lambda ask: ""), page=False))[
        "ring-bark", "game", "won"
    ]

    assert {"treated": {"the partner said nothing": 12}, "control": {"the partner said nothing": 12}} == found.missing
    assert "not-readable" == found.verdict


def test_the_partner_is_named_by_a_game_and_by_nothing_else(tmp_path: Path):
    """
    Another base, another partner, other answers; a question that nobody else hears is kept under the name that it had.
    """
    plan = planted_site(Order(study=STUDY, **ANY_BASE), tmp_path, planted("truly", TRULY)).plan
    named = {
        use.name: plan.thread_ingredients(use, plan.checkpoints[-1], plan.items[use.items][0]).get("partner")
        for use in plan.study.probes
    }

    assert {"game": plan.base_digest, "installed": plan.base_digest} == {name: found for name, found in named.items() if found}


def test_the_study_is_the_same_in_both_worlds():
    """
    Its arms are words that both worlds lead to, and it asks of no set that one of them lacks.
    """
    from inward.worlds.english.world import English
    from inward.worlds.village.world import Village

    study = find_study(STUDY)

    for world in (Village(), English(base="a-model")):
        assert all(world.corpus(arm.corpus) for arm in study.arms if arm.corpus)
        assert all(world.items(use.items) for use in study.probes if use.name != "leading")


@pytest.mark.slow
def test_the_village_learns_to_lead(tmp_path: Path):
    """
    In a sketch either arm wins its own word and not the other; what it then says of it is on the study's page.
    """
    found = effects(go(Order(study=STUDY), tmp_path))

    assert 0.3 < found["ring-bark", "game", "won"].low
    assert found["ring-bark", "game", "won_other"].high < -0.3
    assert 0.2 < found["ring-bark", "leading", "picked"].low
    assert all(gate.passed for gate in found["ring-bark", "choose", "picked"].gates)
    assert abs(found["ring-bark", "others", "picked"].estimate) < 0.2
