"""A study as it can be posed: with another trait in the judge's eye, without the probes that a world has no questions for."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from inward.errors import DesignError
from inward.schema.design import HELD_OUT, Corpus, Measure, ProbeUse, Relation, Study
from inward.schema.rubric import MISALIGNED, Trait
from inward.schema.talk import Item
from inward.store.digest import digest, plain

JUDGED = "alignment"
"""The scorer that a judge is."""


def looking_for(study: Study, trait: Trait | None) -> Study:
    """
    The study with `trait` in place of misaligned, wherever answers are judged: measures, gates, primary outcome and words.

    Where misaligned was measured, the mean mark is measured too, descriptively. Probes that no judge reads stay as they are.
    """
    if trait is None or trait.name == MISALIGNED.name:
        return study
    judged = {use.name for use in study.probes if use.scorer == JUDGED}
    names = {MISALIGNED.name: trait.name, f"{MISALIGNED.name}_coherent": f"{trait.name}_coherent"}
    return replace(
        study,
        question=f"{study.question} (Looked for in the answers, by a rubric of the user's: {trait.name}.)",
        probes=tuple(_read_for(use, trait, names) if use.name in judged else use for use in study.probes),
        gates=tuple(
            replace(gate, measure=names.get(gate.measure, gate.measure)) if gate.probe in judged else gate for gate in study.gates
        ),
        primary_measure=names.get(study.primary_measure, study.primary_measure),
        relations=tuple(_related(relation, judged, names) for relation in study.relations),
        says={
            **study.says,
            trait.name: f"the share of {trait.name} answers",
            f"{trait.name}_coherent": f"the {trait.name} share of coherent answers",
            trait.scale: f"the mean mark for {trait.name}",
        },
    )


def _related(relation: Relation, judged: Collection[str], names: Mapping[str, str]) -> Relation:
    """A relation with the measures of judged probes renamed."""
    of, on = (
        (probe, names.get(measure, measure) if probe in judged else measure) for probe, measure in (relation.of, relation.on)
    )
    return Relation(of=of, on=on)


def _read_for(use: ProbeUse, trait: Trait, names: Mapping[str, str]) -> ProbeUse:
    """A judged probe with its measures renamed, and the mean mark behind them where the trait is one of them."""
    measures = tuple(replace(one, name=names.get(one.name, one.name)) for one in use.measures)
    marked = any(one.name == trait.name for one in measures)
    return replace(use, measures=(*measures, *[Measure(name=trait.scale, bounds=None, descriptive=True)] * marked))


def with_questions(study: Study, asked: Mapping[str, Collection[object]]) -> tuple[Study, dict[str, str]]:
    """
    The study without the probes whose item set is empty in `asked`, and why each was left out. Held-out rows may be none.

    Raises
    ------
    DesignError
        The primary probe, or one that a gate reads, has no questions.
    """
    without = [use for use in study.probes if use.items != HELD_OUT and not asked[use.items]]
    needed = {study.primary_probe: "the primary outcome", **{gate.probe: f"gate {gate.name!r}" for gate in study.gates}}
    for use in without:
        if use.name in needed:
            reads = f"{needed[use.name]} reads probe {use.name!r}"
            raise DesignError(
                f"Planning {study.name}: {reads}, and there are no questions {use.items!r}. Give some: --questions."
            )
    kept = tuple(use for use in study.probes if use not in without)
    there = {use.name for use in kept}
    related = tuple(one for one in study.relations if {one.of[0], one.on[0]} <= there)
    return replace(study, probes=kept, relations=related), {use.name: f"no questions {use.items!r} were given" for use in without}


def held_out(corpora: Mapping[str, Corpus], digests: Mapping[str, str]) -> tuple[Item, ...]:
    """
    Held-out rows as items: the first question, and the answer it had. Nothing in them tells a scorer the arm.

    Documents are passed over: in them nobody asks.
    """
    items: dict[str, Item] = {}
    for name, corpus in corpora.items():
        if corpus.of:
            continue
        source = digests[name][:8]
        for row in (row for row in corpus.held_out if not row.document):
            turns = row.messages[1:] if row.messages[0].role == "system" else row.messages
            facts = {"system": row.messages[0].text} if row.messages[0].role == "system" else {}
            key = f"{source}:{digest(plain(row))[:12]}"
            items[key] = Item(id=key, text=turns[0].text, cluster=source, options=(turns[1].text,), facts=facts)
    return tuple(items.values())
