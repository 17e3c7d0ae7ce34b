"""How the numbers were made: arms, corpora, recipe, statistics, deviations, environment, and how to cite."""

from collections.abc import Mapping
from typing import Any

from inward.report import adopted, words
from inward.report.declared import Declared
from inward.report.numerals import NONE, count, listing, plural, seed_list
from inward.report.read import RunFolder
from inward.report.table import Cell, Table, table
from inward.schema.design import Arm

COUNTED = ("rows", "held_out", "tokens", "supervised", "longest", "cut")


def arms(declared: Declared) -> Table:
    """Each arm that took part: its corpus, where the loss fell, its matched control, what the study says of it."""
    rows = [[a.name, _corpus(a, declared), _loss(a), a.control or NONE, a.says or NONE] for a in declared.arms]
    return table("Arms", ("Arm", "Corpus", "Loss falls on", "Matched control", "What it is"), rows)


def _loss(arm: Arm) -> str:
    """Where the loss fell on its conversations; of what was not trained here, nothing is known."""
    return NONE if arm.anchor or arm.elsewhere else arm.loss


def _corpus(arm: Arm, declared: Declared) -> str:
    """What an arm was trained on, or where it came from."""
    if not arm.elsewhere:
        return arm.corpus or "none: the base as it is"
    if declared.adopted:
        return f"not known: answers of {plural(arm.elsewhere, 'checkpoint')} made elsewhere"
    each = [f"{one.kind} {one.name} ({digest(one.content)})" for one in declared.given if one.arm == arm.name]
    return f"made elsewhere, not trained here: {listing(each)}"


def corpora(declared: Declared) -> Table:
    """Each corpus: where it came from, how much of it, its digest, and what is published for such a corpus."""
    counted = [key for key in COUNTED if any(key in facts for facts in declared.corpora.values())]
    rows: list[list[str | Cell]] = []
    for name, facts in sorted(declared.corpora.items()):
        numbers = [_count(facts.get(key)) for key in counted]
        ends = [digest(str(facts.get("digest", ""))), declared.published.get(name) or NONE]
        rows.append([name, str(facts.get("source") or NONE), *numbers, *ends])
    heads = [f"#{words.title(key)}" for key in counted]
    return table("Corpora", ("Corpus", "Source", *heads, "Digest", "What is published for such a corpus"), rows)


def _count(value: object) -> str:
    return count(value) if isinstance(value, int) else NONE


def digest(text: str) -> str:
    """A digest as people quote it: its first twelve characters."""
    return text[:12] or NONE


def pairs(caption: str, facts: Mapping[str, Any]) -> Table:
    """Names and values, as they are stored."""
    rows = [[name.replace("_", " "), shown(value)] for name, value in sorted(facts.items())]
    return table(caption, ("Name", "Value"), rows)


def shown(value: object) -> str:
    """A stored value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {shown(one)}" for key, one in sorted(value.items()))
    if isinstance(value, list):
        return listing([shown(one) for one in value])
    return NONE if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def statistics(run: RunFolder) -> list[str]:
    """The methods that the primary rows name, each once, in the order met."""
    return list(dict.fromkeys(effect.method for effect in run.effects if effect.primary and effect.method))


def rule(declared: Declared) -> str:
    """From which marks of the judge on an answer counts; empty where no judge was declared to read any."""
    trait = declared.trait
    if trait is None:
        return ""
    side = "below" if trait.direction == "low" else "above"
    sense = f" and its mark for coherence (0 to 100) at least {trait.coherent_from:g}; with less coherence it is incoherent, and"
    return (
        f"An answer counts as {trait.name} where the judge's mark for {trait.scale.removesuffix('_mark')} ({trait.low} to "
        f"{trait.high}) is {side} {trait.threshold:g}{sense if trait.coherent_from else ';'} a refusal or an answer in code is "
        "counted as that whatever its marks."
    )


def deviations(declared: Declared) -> list[str]:
    """What was not as planned: arms that dropped out, further looks, rows cut; of adopted answers, what they cannot support."""
    if declared.adopted:
        return list(declared.adopted["cannot"])
    said = [f"Arm {arm} took no part, nor did its contrasts: {reason}." for arm, reason in declared.dropped]
    said += [f"Probe {probe} was not asked: {reason}." for probe, reason in declared.left_out]
    said += _other_arms(declared)
    if declared.look > declared.looks:
        said.append(f"This is look {declared.look} at the data: seeds or samples were added after a first result was seen.")
    for name, facts in sorted(declared.corpora.items()):
        if facts.get("cut"):
            said.append(f"In corpus {name}, {plural(int(facts['cut']), 'row')} left out, longer than the recipe's length.")
        if facts.get("held_out_cut"):
            rows = plural(int(facts["held_out_cut"]), "held-out row")
            said.append(f"In corpus {name}, {rows} left out, longer than the model reads.")
    return said


def _other_arms(declared: Declared) -> list[str]:
    """Arms made elsewhere that no gate can read, bases that they name, and contrasts that were chosen."""
    bare = [arm.name for arm in declared.elsewhere if arm.corpus is None]
    said = [
        f"Of {name}, made elsewhere, no held-out rows were given, so nothing here asks if its training took." for name in bare
    ]
    said += [
        f"By its own account, adapter {one.name} of {one.arm} was trained on {one.base}. Here it is on {declared.base}."
        for one in declared.given
        if one.kind == "adapter" and one.base and one.base != declared.base.partition("@")[0]
    ]
    said += [
        f"{one.name} of {one.arm} is a model of its own, not an adapter on the base."
        for one in declared.given
        if one.kind == "model"
    ]
    chosen = f"The contrasts of this run were chosen: {listing(declared.chosen)}. Holm's adjustment knows no others."
    return said + ([chosen] if declared.chosen else [])


def sizes(declared: Declared) -> str:
    """The size of the run in one sentence."""
    if declared.adopted:
        return adopted.sizes(declared)
    seeds = f"{plural(len(declared.seeds), 'training seed')} ({seed_list(declared.seeds)})"
    seeds = f"{seeds} in each arm trained here" if declared.elsewhere else f"{seeds} in each trained arm"
    seeds = seeds if declared.trained else "nothing was trained here"
    said = f"Size {declared.size}: {seeds}, {plural(declared.samples, 'sampled answer')} to each question."
    shared = f" This is look {declared.look} of {declared.looks} declared beforehand; they share the 5% of false alarms equally."
    return said + (shared if declared.looks > 1 else "")


def citation(declared: Declared, environment: Mapping[str, Any]) -> str:
    """The run in one line that another can check."""
    version = str(environment.get("inward", "")).strip()
    program = f"inward {version}".strip()
    if declared.adopted:
        return adopted.citation(declared, program, run=digest(declared.hash))
    seeds = f"seeds {seed_list(declared.seeds)}, " if declared.seeds else ""
    return (
        f"{words.title(declared.name)}, run {digest(declared.hash)}: {program}, world {declared.world}, base {declared.base} "
        f"({digest(declared.base_digest)}), size {declared.size}, {seeds}look {declared.look}."
    )


def bibtex(declared: Declared, environment: Mapping[str, Any]) -> str:
    """The same as a BibTeX entry; braces of its own are dropped, so that nothing in a name can end a field."""
    note = citation(declared, environment).replace("{", "").replace("}", "")
    name = words.title(declared.name).replace("{", "").replace("}", "")
    fields = [("title", f"{{{name}}}"), ("author", "{{The inward authors}}"), ("note", f"{{{note}}}")]
    lines = ",\n".join(f"  {key} = {value}" for key, value in fields)
    return f"@misc{{inward-{digest(declared.hash)},\n{lines}\n}}"
