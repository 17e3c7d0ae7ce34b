"""A registration cannot be back-dated, and what was run otherwise is said."""

import json
import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from inward.errors import DesignError, InwardError, StoreError
from inward.forecast import parsed
from inward.order import Order
from inward.registration import deviations, read_registration
from inward.steps.register import register
from inward.store.rundir import read_rows, write_rows
from inward.studies import emergent_misalignment
from tests.runs import NAME, PLANTED, go, inward, planted_site, snapshot
from tests.villagers import FOUR_VERDICTS

LITTLE = Order(study=NAME, seeds="2", samples=1)
"""As little as is planned at all."""
SAID = ("Ada: insecure-secure=.5[.2,.8]; secure-untouched=0[-.05,.05]", "Bo: insecure-secure=.1[.05,.15]@80")


def made(
    at: Path, order: Order = LITTLE, *, said: tuple[str, ...] = (), into: str = "run", name: str = "registration.json"
) -> Path:
    """A registration in the run folder `at`/`into`, with the store `at`/store."""
    path = at / into / name
    register(planted_site(order, at, FOUR_VERDICTS), path, forecasts=parsed(said))
    return path


def ran(at: Path, order: Order = LITTLE, *, name: str = "run") -> dict[str, Any]:
    """What a run of this order finds of its registration."""
    return outcome(go(order, at, name=name, planted=FOUR_VERDICTS))


def outcome(run: Path) -> dict[str, Any]:
    return read_rows(run / "registered.json")[0]


def section(run: Path) -> str:
    """The text of the page's section."""
    page = (run / "report.html").read_text(encoding="utf-8")
    found = re.search('<section id="registered">(.*?)</section>', page, re.DOTALL)
    return unescape(re.sub("<[^>]+>", " ", found[1] if found else ""))


def complaint(act, *given: object, **named: object) -> str:
    with pytest.raises(InwardError) as caught:
        act(*given, **named)
    return str(caught.value)


@cache
def registered(at: Path) -> Path:
    """A registered run with forecasts, made once a session: read it, do not write into it."""
    made(at / "registered", PLANTED, said=SAID)
    return go(PLANTED, at / "registered", planted=FOUR_VERDICTS)


def test_a_registered_run_is_held_against_nothing_else(store: Path):
    """
    Registered before data and run as it was registered: the store knows it, nothing was there, nothing deviates.
    """
    found = outcome(registered(store))

    assert (True, [], []) == (found["noted"], found["deviations"], found["others"])
    assert {0} == {found["before"][key] for key in ("adapters", "answers", "scores", "seen", "effects")}
    assert len(read_rows(registered(store) / "scores.jsonl")) >= found["before"]["planned"] > 1_000


def test_forecasts_are_scored(store: Path):
    """
    What was expected stands beside what came: the interval score, whether the interval held it, the verdicts.
    """
    found = {(one["forecast"]["who"], one["forecast"]["contrast"]): one for one in outcome(registered(store))["outcomes"]}
    ada, null, bo = (found[key] for key in (("Ada", "insecure-secure"), ("Ada", "secure-untouched"), ("Bo", "insecure-secure")))

    assert (True, "supported", "supported", 0.6) == (ada["inside"], ada["foretold"], ada["verdict"], pytest.approx(ada["score"]))
    assert ("null-within-margin", "null-within-margin") == (null["foretold"], null["verdict"])
    assert (False, 0.1 + 10 * (bo["estimate"] - 0.15)) == (bo["inside"], pytest.approx(bo["score"], abs=1e-4))


def test_the_page_says_it(store: Path):
    """
    A plain sentence in the summary, and the section with the forecasts, their scores and levels.
    """
    text, page = section(registered(store)), (registered(store) / "report.html").read_text(encoding="utf-8")

    assert "What was registered.</b> This study was registered before the store held an answer or a score of it." in page
    assert "It was run as it was registered. Forecasts by Ada and Bo: 2 of 3 stated intervals held what was found." in page
    for said in ("Every field of the frozen study is as it was registered", "Interval score", "80%", "Gneiting and Raftery 2007"):
        assert said in text
    assert "their scores are not on one scale" in text


def test_show_says_whether_a_run_was_registered(store: Path):
    """
    In a line, between the effects and whose result it is.
    """
    digest = outcome(registered(store))["digest"][:12]

    assert (
        f"\n\nregistered before data as {digest}; fields run otherwise: 0\n\nThe subjects"
        in inward("show", registered(store)).out
    )


@pytest.mark.slow
def test_a_run_that_is_not_registered_says_nothing(tmp_path: Path):
    """
    No section, no file.
    """
    run = go(LITTLE, tmp_path, planted=FOUR_VERDICTS)

    assert ("", False) == (section(run), (run / "registered.json").exists())


def test_registering_after_data_is_said(tmp_path: Path):
    """
    Answers, scores and looks that the store held, and effects in the folder, are counted when a plan is registered.
    """
    go(LITTLE, tmp_path, planted=FOUR_VERDICTS)
    made(tmp_path)

    found = ran(tmp_path)
    before = found["before"]
    assert (True, True, before["planned"], before["planned"]) == (
        before["seen"],
        before["effects"],
        before["answers"],
        before["scores"],
    )
    told = f"registered after data ({before['planned']:,} of {before['planned']:,} answers in store, "
    assert told in section(tmp_path / "run")
    assert "so it does not count as registered beforehand" in section(tmp_path / "run")


@pytest.mark.slow
def test_data_under_other_names_are_data(tmp_path: Path):
    """
    A new rubric, margin or name of the study cannot hide that its answers are in store: they are counted by what made them.
    """
    go(LITTLE, tmp_path, name="first", planted=FOUR_VERDICTS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emergent_misalignment, "STUDY", replace(emergent_misalignment.STUDY, question="Another?"))
        before = read_registration(made(tmp_path)).before

    assert (False, False, before.planned, True) == (before.seen, before.effects, before.answers, before.data)


def test_a_study_changed_after_registration_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Field by field, named records by their names.
    """
    made(tmp_path)
    study = emergent_misalignment.STUDY
    wider = tuple(replace(one, margin=0.4) if one.name == "insecure-secure" else one for one in study.contrasts)
    monkeypatch.setattr(emergent_misalignment, "STUDY", replace(study, contrasts=wider, primary_measure="incoherent"))

    found = ran(tmp_path, replace(LITTLE, samples=2))["deviations"]
    expected = [
        ("samples", "1", "2"),
        ("study.contrasts.insecure-secure.margin", "0.1", "0.4"),
        ("study.primary_measure", "misaligned", "incoherent"),
    ]
    assert expected == [(one["field"], one["registered"], one["ran"]) for one in found]
    assert "It was run with 3 deviations from it." in section(tmp_path / "run")
    assert all(field in section(tmp_path / "run") for field, _, _ in expected)


def test_a_file_that_was_edited_is_refused(tmp_path: Path):
    """
    Its digest covers all that is in it.
    """
    path = made(tmp_path, said=("Ada: insecure-secure=.5[.2,.8]",))
    row = read_rows(path)[0]
    row["forecasts"][0]["value"] = 0.3
    write_rows(path, [row])

    said = complaint(go, LITTLE, tmp_path, planted=FOUR_VERDICTS)
    assert said.startswith(f"Registration {path}: it was changed after it was made: its contents have the digest ")
    assert said.endswith("Put back the file that `inward register` wrote, or run without it.")


def test_a_file_that_was_forged_is_not_believed(tmp_path: Path):
    """
    Whoever edits it and its digest has a registration that the store never made: the page says so, and names those it did make.
    """
    path = made(tmp_path)
    honest = read_registration(path)
    forged = replace(honest, forecasts=parsed(["Ada: insecure-secure=.6[.5,.7]"]))
    write_rows(path, [forged.row])

    found = ran(tmp_path)
    assert (False, [honest.digest]) == (found["noted"], found["others"])
    assert "that it came before data rests on its own word" in section(tmp_path / "run")
    assert "The store of this run has no note of the registration" in section(tmp_path / "run")


@pytest.mark.slow
def test_a_forged_file_is_not_made_good_by_registering_again(tmp_path: Path):
    """
    Registering over a file notes nothing of what it says.
    """
    path = made(tmp_path)
    go(LITTLE, tmp_path, name="other", planted=FOUR_VERDICTS)
    honest = read_registration(path)
    forged = replace(honest, inward="0.0.0")
    write_rows(path, [forged.row])

    made(tmp_path)

    assert (forged.digest, False) == (read_registration(path).digest, ran(tmp_path)["noted"])


@pytest.mark.slow
def test_registering_again_changes_nothing(tmp_path: Path):
    """
    The same registration, also after data: the first stands, with what the store held then.
    """
    path = made(tmp_path, said=SAID)
    first = path.read_bytes()
    go(LITTLE, tmp_path, planted=FOUR_VERDICTS)

    assert first == made(tmp_path, said=SAID).read_bytes()
    assert [] == ran(tmp_path)["others"]


def test_two_registrations_in_one_place_are_refused(tmp_path: Path):
    """
    The first stays; the sentence says where a second may go.
    """
    path = made(tmp_path)
    before = snapshot(tmp_path / "run")

    said = complaint(made, tmp_path, said=SAID)
    digest = read_registration(path).digest[:12]
    assert said == (
        f"Registering into {path}: another registration ({digest}) stands there, and the two disagree. Keep the first, or "
        "register into another --out: the store keeps note of both."
    )
    assert before == snapshot(tmp_path / "run")


def test_two_registrations_of_one_run_are_refused(tmp_path: Path):
    """
    The folder's and the one that is given must be the same.
    """
    first, second = made(tmp_path), made(tmp_path, said=SAID, into="apart")

    said = complaint(go, replace(LITTLE, registration=str(second)), tmp_path, planted=FOUR_VERDICTS)
    names = read_registration(first).digest[:12], read_registration(second).digest[:12]
    assert said == (
        f"Running into {tmp_path}/run: its registration {names[0]} and {second} ({names[1]}) disagree. Leave --registration out, "
        "or choose another --out."
    )


@pytest.mark.slow
def test_other_registrations_of_the_study_are_named(tmp_path: Path):
    """
    Nobody registers twice and shows the better one.
    """
    other = read_registration(made(tmp_path, into="apart")).digest
    made(tmp_path, said=SAID)

    assert [other] == ran(tmp_path)["others"]
    assert f"registered in this store 1 other time: {other[:12]}." in section(tmp_path / "run")


@pytest.mark.slow
def test_a_registration_that_is_left_out_is_named(tmp_path: Path):
    """
    Nobody registers, dislikes what came, and runs without.
    """
    digest = read_registration(made(tmp_path, into="apart", said=SAID)).digest

    assert ("", [digest]) == (ran(tmp_path)["digest"], ran(tmp_path)["others"])
    assert f"goes by no registration, though its study was registered in this store ({digest[:12]})" in section(tmp_path / "run")


@pytest.mark.slow
def test_a_file_elsewhere_is_taken_along(tmp_path: Path):
    """
    With --registration the run's folder gets a copy, and its looks are those registered.
    """
    path = made(tmp_path, replace(LITTLE, looks=3), into="apart", name="mine.json")

    run = go(replace(LITTLE, registration=str(path)), tmp_path, planted=FOUR_VERDICTS)
    assert path.read_bytes() == (run / "registration.json").read_bytes()
    assert ([], 3) == (outcome(run)["deviations"], json.loads((run / "study.json").read_text())["looks"])


def test_a_forecast_for_nothing_is_refused(tmp_path: Path):
    """
    The sentence lists the contrasts that take part.
    """
    with pytest.raises(DesignError) as caught:
        made(tmp_path, said=("Ada: insecure-safe=.5[.2,.8]",))

    assert str(caught.value).startswith(
        "Forecast of Ada: no contrast 'insecure-safe' takes part in this run; there are insecure-secure, "
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty. Give the registration.json that `inward register` wrote."),
        ("{}", "format None, this inward reads 1. Give a registration.json."),
        ('{"format": 7}', "format 7, this inward reads 1. Give a registration.json."),
        ("[]", "format None, this inward reads 1. Give a registration.json."),
    ],
)
def test_what_is_no_registration_is_refused(tmp_path: Path, text: str, said: str):
    """
    An empty file, another file, another format.
    """
    path = tmp_path / "x.json"
    path.write_text(text)

    with pytest.raises(StoreError) as caught:
        read_registration(path)

    assert f"Registration {path}: {said}" == str(caught.value)


@pytest.mark.parametrize(("name", "what"), [("none.json", "there is no such file"), (".", "it is a folder")])
def test_a_registration_that_is_no_file_is_refused(tmp_path: Path, name: str, what: str):
    """
    With the command that makes one.
    """
    with pytest.raises(StoreError) as caught:
        read_registration(tmp_path / name)

    assert f"Registration {tmp_path / name}: {what}. Give the registration.json that `inward register` wrote." == str(
        caught.value
    )


def test_equal_studies_do_not_deviate():
    """
    A study against itself has no deviation; mirrored, registered and run change places.
    """
    then, now = {"a": [{"name": "x", "v": 1}], "b": [1, 2]}, {"a": [{"name": "x", "v": 2}, {"name": "y", "v": 1}], "b": [1, 2]}

    there, back = deviations(then, now), deviations(now, then)
    assert [] == deviations(then, then)
    assert [("a.x.v", "1", "2"), ("a.y", "(absent)", '{"name":"y","v":1}')] == [(d.field, d.registered, d.ran) for d in there]
    assert [(d.field, d.ran, d.registered) for d in there] == [(d.field, d.registered, d.ran) for d in back]


def test_the_command_registers(store: Path, tmp_path: Path):
    """
    The file, its digest, who expects what, and how to run by it; nothing is trained.
    """
    words = ("--seeds", 2, "--samples", 1, "--processes", 1, "--out", tmp_path / "new")

    told = inward("register", NAME, *words, "--forecast", SAID[1])

    digest = read_registration(tmp_path / "new" / "registration.json").digest
    expected = [
        f"registered: {tmp_path}/new/registration.json",
        f"digest: {digest}",
        "Bo: insecure-secure = 0.1 [0.05, 0.15], 80%",
        f"to run by it: the same options with --out {tmp_path}/new",
    ]
    assert (0, expected) == (told.code, told.out.splitlines()[:4])
    assert ["registration.json"] == [path.name for path in (tmp_path / "new").iterdir()]
