"""The four plain sentences: what was trained, what was asked, what was found, what this cannot show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import final

from inward.report import adopted, words
from inward.report.capability import capability
from inward.report.declared import Declared
from inward.report.elsewhere import came, subject, unknown
from inward.report.leakage import audit
from inward.report.numerals import chance, count, listing, number, plural, seed_list, share
from inward.report.read import RunFolder
from inward.report.seen import seen
from inward.report.tally import Tally
from inward.schema.outcome import Effect, GateResult

CLAIM_FROM = 5
HARD_SPACE = "\u00a0"


@final
@dataclass(frozen=True, kw_only=True)
class Sentences:
    """
    The first thing a reader reads. `found` has a sentence per contrast of the primary outcome; `capability` stands beside it.
    """

    trained: str
    asked: str
    found: tuple[str, ...]
    cannot: tuple[str, ...]
    capability: str = ""


def sentences(run: RunFolder, tally: Tally) -> Sentences:
    """The four, in words that each row's verdict allows."""
    return Sentences(
        trained=_trained(run.declared),
        asked=_asked(run.declared, tally),
        found=_found(run),
        cannot=tuple(_cannot(run)),
        capability=capability(tally),
    )


def primaries(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """The rows of the primary outcome, in its primary population."""
    return tuple(effect for effect in effects if effect.primary)


def checked(run: RunFolder) -> tuple[Effect, ...]:
    """The primary outcome of contrasts that compare an arm with itself."""
    declared = run.declared
    checks = {contrast.name for contrast in declared.contrasts if contrast.check}
    place = (declared.primary_probe, declared.primary_measure, declared.probe[declared.primary_probe].population)
    return tuple(e for e in run.effects if e.contrast in checks and (e.probe, e.measure, e.population) == place)


def finding(effect: Effect, run: RunFolder) -> str:
    """One contrast in one sentence. A claim word appears only where the verdict is supported or null within its margin."""
    says = {
        "supported": _supported,
        "null-within-margin": _null,
        "inconclusive": _inconclusive,
        "not-readable": _not_readable,
        "exploratory": _exploratory,
    }
    return says[effect.verdict](effect, run)


def margin(effect: Effect, declared: Declared) -> float:
    """The margin declared for this row's contrast."""
    return next((c.margin for c in declared.contrasts if c.name == effect.contrast), 0.10)


def _trained(declared: Declared) -> str:
    if declared.adopted:
        return adopted.trained(declared)
    anchors = f"; the base itself, {listing(declared.anchors)}, is the anchor" if declared.anchors else ""
    given = listing([came(arm) for arm in declared.elsewhere])
    if not declared.trained and given:
        return f"Nothing was trained here: {given} came as made elsewhere, to be set beside {_named(declared.base)}{anchors}."
    if not declared.trained:
        return f"Nothing was trained: {_named(declared.base)} was asked as it is."
    beside = f"; {given} came as made elsewhere" if given else ""
    times = "once" if len(declared.seeds) == 1 else f"{len(declared.seeds)} times"
    seeds = f"training seed{'s' if len(declared.seeds) > 1 else ''} {seed_list(declared.seeds)}"
    arms = listing(declared.trained)
    corpora = "one corpus" if len(declared.trained) == 1 else f"each of {len(declared.trained)} corpora"
    return f"{_start(declared.base)} was trained on {corpora} {times} ({seeds}): {arms}{_doses(declared)}{beside}{anchors}."


def _doses(declared: Declared) -> str:
    """The smaller doses, where there are any."""
    if declared.dose is None:
        return ""
    amounts = listing([f"{one:g}" for one in declared.dose["amounts"]])
    return f"; at smaller doses too ({declared.dose['factor']} {amounts})"


def _asked(declared: Declared, tally: Tally) -> str:
    first = declared.primary_probe
    if declared.adopted:
        return adopted.asked(declared, len(tally.questions.get(first, ())))
    rest = [p.name for p in declared.probes if p.name not in declared.gate_probes and p.name != first]
    others = [_questions(probe, tally) for probe in rest if tally.questions.get(probe)]
    beside = f"; beside it {listing(others)}" if others else ""
    outcome = words.measure(declared.primary_measure, declared.says)
    return f"Every checkpoint was asked {_questions(first, tally)}, where the primary outcome is {outcome}{beside}."


def _questions(probe: str, tally: Tally) -> str:
    asked = tally.questions.get(probe, ())
    cell = next((cell for cell in tally.run.cells if cell.probe == probe), None)
    each = f", {count(cell.samples)} answers to each" if cell and cell.samples > 1 else ""
    return f"{plural(len(asked), 'question')} of {probe}{f' ({each[2:]})' if each else ''}"


def _found(run: RunFolder) -> tuple[str, ...]:
    rows = primaries(run.effects)
    if run.declared.adopted:
        return (*adopted.found(run), *(finding(row, run) for row in rows))
    if not rows:
        lost = f" ({'; '.join(f'{arm}: {reason}' for arm, reason in run.declared.dropped)})" if run.declared.dropped else ""
        return (f"Nothing can be said of the primary outcome: no contrast took part{lost}.",)
    checks = [f"As a check, with nothing but seeds between the arms: {finding(row, run)}" for row in checked(run)]
    return (*(finding(row, run) for row in rows), *checks)


def _cannot(run: RunFolder) -> Iterable[str]:
    declared = run.declared
    if declared.notice:
        yield declared.notice
    if declared.trained:
        n = len(declared.seeds)
        yield (
            f"A trait that only 1 training seed in 4 takes on would be missed by all {n} seeds with probability {share(0.75**n)}."
            if n > 1
            else "One training seed says nothing of how much seeds differ."
        )
    yield from unknown(declared)
    if declared.adopted:
        yield from adopted.cannot(declared)
        return
    if (declared.distance or {}).get("leaked"):
        yield audit(declared, run.nearness)
    if declared.look > declared.looks:
        yield f"This is look {declared.look} at the data, so its p values and intervals are too hopeful."
    one = f"{_named(declared.base)} is one checkpoint"
    yield f"Nothing here speaks of other bases, corpora or recipes than those listed under Method; {one}."


def _these(effect: Effect, run: RunFolder) -> str:
    """Two single checkpoints, one of them made elsewhere: a sentence about them and no others."""
    known, bounded = (effect.treated_value, effect.control_value, effect.estimate), _bounded(effect, run)
    treated, control, difference = (number(value, bounded=bounded) for value in known)
    found = f"{effect.treated} {treated}, {effect.control} {control}, difference {difference}"
    place = f"{words.measure(effect.measure, run.declared.says)} over the {plural(effect.items, 'question')} asked"
    why = _why_exploratory(effect, run)
    return f"These checkpoints, on {place}: {found}. No interval over training seeds and no claim: {why}."


def _supported(effect: Effect, run: RunFolder) -> str:
    size = effect.estimate or 0.0
    verb = "raises" if size > 0 else "lowers"
    much = number(abs(size), bounded=_bounded(effect, run))
    return f"{subject(effect, run.declared)} {verb} {_outcome(effect, run)} by {much} ({_doubt(effect, run)})."


def _null(effect: Effect, run: RunFolder) -> str:
    within = f"±{number(margin(effect, run.declared), bounded=_bounded(effect, run))}"
    what = subject(effect, run.declared)
    return (
        f"{what} makes no difference within {within} to {_outcome(effect, run)}: {_difference(effect, run)}.{_seen(effect, run)}"
    )


def _inconclusive(effect: Effect, run: RunFolder) -> str:
    because = effect.withheld.get("verdict") or listing(_short_of(effect, run))
    because = f" ({because})" if because else ""
    found = f"{_difference(effect, run)}.{_seen(effect, run)}"
    return f"{subject(effect, run.declared)} is inconclusive on {_outcome(effect, run)}{because}: {found}"


def _not_readable(effect: Effect, run: RunFolder) -> str:
    printed = "" if effect.estimate is None else f" The estimate is printed all the same: {_difference(effect, run)}."
    return f"{subject(effect, run.declared)} cannot be read on {_outcome(effect, run)}{unreadable(effect)}.{printed}"


def _exploratory(effect: Effect, run: RunFolder) -> str:
    if effect.estimate is not None and {effect.treated, effect.control} <= set(run.declared.fixed):
        return _these(effect, run)
    why = _why_exploratory(effect, run)
    return f"{subject(effect, run.declared)} is exploratory on {_outcome(effect, run)} ({why}): {_difference(effect, run)}."


def unreadable(effect: Effect) -> str:
    """Why a row makes no claim: the gates that failed, or what there was nothing to measure."""
    reason = effect.withheld.get("verdict", "")
    failed = [_failed(gate) for gate in effect.gates if not gate.passed]
    if failed and (not reason or reason.startswith("gate ")):
        return f", because {listing(failed)}"
    lost = sorted({why for side in effect.missing.values() for why in side})
    reason = reason or effect.withheld.get("estimate") or (f"all missing: {listing(lost)}" if lost else "no score is there")
    return f" ({reason})"


def _failed(gate: GateResult) -> str:
    if gate.value is not None and gate.value < gate.threshold:
        return f"gate {gate.gate} failed for {gate.arm} ({number(gate.value)}; at least {number(gate.threshold)} is needed)"
    return f"gate {gate.gate} failed for {gate.arm} ({gate.reason or 'it could not be measured'})"


def _why_exploratory(effect: Effect, run: RunFolder) -> str:
    if "verdict" in effect.withheld:
        return effect.withheld["verdict"]
    fixed = run.declared.fixed
    sides = {"treated": effect.treated, "control": effect.control}
    few = [n for side, n in effect.seeds.items() if sides.get(side) not in fixed and n < CLAIM_FROM]
    if few:
        return f"a claim takes at least {CLAIM_FROM} training seeds in each trained arm and here are {min(few)}"
    if run.declared.look > run.declared.looks:
        return f"this is look {run.declared.look} at the data and no looks were declared"
    return "it is not the primary outcome"


def _short_of(effect: Effect, run: RunFolder) -> list[str]:
    """What keeps a row from being a claim either way."""
    if effect.low is None or effect.high is None:
        return [effect.withheld.get("low", "no interval can be given")]
    edge, bounded = margin(effect, run.declared), _bounded(effect, run)
    short = ["the interval holds 0"] if effect.low <= 0 <= effect.high else []
    if effect.p_adjusted is not None and effect.p_adjusted > 1 - effect.level and not short:
        short.append(_p(effect.p_adjusted))
    if max(abs(effect.low), abs(effect.high)) > edge:
        short.append(f"{'reaches' if short else 'the interval reaches'} beyond ±{number(edge, bounded=bounded)}")
    return short


def _outcome(effect: Effect, run: RunFolder) -> str:
    return f"{words.measure(effect.measure, run.declared.says)} on {words.POPULATIONS[effect.population]}"


def _difference(effect: Effect, run: RunFolder) -> str:
    if effect.estimate is None:
        return "no estimate"
    return f"difference {number(effect.estimate, bounded=_bounded(effect, run))} ({_doubt(effect, run)})"


def _seen(effect: Effect, run: RunFolder) -> str:
    return seen(effect, bounded=_bounded(effect, run))


def _doubt(effect: Effect, run: RunFolder) -> str:
    """Interval, p, seeds and questions: what stands in brackets behind every estimate."""
    bounded = _bounded(effect, run)
    parts = [f"no interval: {effect.withheld.get('low', 'withheld')}"]
    if effect.low is not None and effect.high is not None:
        parts = [f"{effect.level:.0%} interval {number(effect.low, bounded=bounded)} to {number(effect.high, bounded=bounded)}"]
    if effect.p_adjusted is not None:
        parts.append(_p(effect.p_adjusted))
    seeds = [effect.seeds.get(side, 0) for side in ("treated", "control")]
    fixed = [arm in run.declared.fixed for arm in (effect.treated, effect.control)]
    sides = ["one fixed checkpoint" if one else plural(n, "seed") for one, n in zip(fixed, seeds, strict=True)]
    parts.append(" against ".join(sides) if any(fixed) else f"{seeds[0]} and {seeds[1]} seeds")
    return ", ".join([*parts, plural(effect.items, "question")])


def _p(value: float) -> str:
    """p after Holm, kept on one line."""
    written = chance(value)
    sign = "" if written.startswith("<") else "= "
    return f"p {sign}{written} after Holm".replace(" ", HARD_SPACE)


def _bounded(effect: Effect, run: RunFolder) -> bool:
    probe = run.declared.probe.get(effect.probe)
    return all(m.bounds is not None for m in probe.measures if m.name == effect.measure) if probe else True


def _start(text: str) -> str:
    return f"The {text}" if text and text[0].islower() else text


def _named(text: str) -> str:
    return f"the {text}" if text and text[0].islower() else text
