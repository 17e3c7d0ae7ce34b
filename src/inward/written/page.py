"""The page of a red teaming: difficulty against diversity, the classifier's error, what was dropped, examples."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from inward.report.binding import bound
from inward.report.plain import plain
from inward.report.words import threads
from inward.written import drawing, says, tables
from inward.written.attempt import Attempt
from inward.written.reckoning import reckon
from inward.written.result import RedTeam
from inward.written.setting import METHODS

EXAMPLES = 6
"""Questions that are shown of each method."""
SHOWN = 600
"""Marks of a text that are shown."""


def page(found: RedTeam) -> str:
    """One self-contained page without scripts; equal results give equal bytes."""
    template = files("inward.written").joinpath("redteam.html.jinja").read_text(encoding="utf-8")
    return bound(template, lambda: _content(found))


def _content(found: RedTeam) -> Mapping[str, Any]:
    """Everything the template shows, by name."""
    methods = reckon(found)
    return {
        "notice": found.setting.notice,
        "world": found.setting.name,
        "title": f"Red teaming of {next(role.called for role in found.roles if role.part == 'target')}",
        "done": says.done(found, methods),
        "sentences": says.summary(found, methods),
        "corrected": says.correction(found, methods),
        "population": found.population,
        "cannot": says.cannot(found),
        "frontier": drawing.frontier(methods),
        "figure": says.figure(methods),
        "methods": tables.methods(methods),
        "rates": tables.rates(methods),
        "errors": tables.errors(methods),
        "dropped": tables.dropped(methods),
        "rules": found.setting.rules.says,
        "missing": tables.missing(methods),
        "examples": _examples(found),
        "system": plain(found.system),
        "roles": tables.roles(found),
        "frames": tables.frames(found),
        "how": {name: METHODS[name] for name in found.methods},
        "arithmetic": threads(found.arithmetic),
    }


def _examples(found: RedTeam) -> list[tuple[str, list[dict[str, str]]]]:
    """The questions that each method's classifier is surest about, with their answers, as plain texts."""
    shown = []
    for name, mine in found.kept.items():
        read = sorted((one for one in mine if one.label), key=lambda one: (-(one.reading or 0.0), one.number))
        shown.append((name, [_example(found, one) for one in read[:EXAMPLES]]))
    return [(name, some) for name, some in shown if some]


def _example(found: RedTeam, one: Attempt) -> dict[str, str]:
    truth = "" if one.labelled is None else found.trait.name if one.labelled else f"not {found.trait.name}"
    return {
        "question": _cut(one.question),
        "answer": _cut(one.answer) or "(empty)",
        "label": plain(one.label),
        "truth": truth,
    }


def _cut(text: str) -> str:
    shown = plain(text)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
