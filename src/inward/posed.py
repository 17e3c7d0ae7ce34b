"""A study as it can be posed: with another trait in the judge's eye, without the probes that a world has no questions for."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from inward.errors import DesignError
from inward.schema.design import ProbeUse, Study
from inward.schema.rubric import MISALIGNED, Trait

JUDGED = "alignment"
"""The scorer that a judge is."""


def looking_for(study: Study, trait: Trait | None) -> Study:
    """
    The study with `trait` in place of misaligned, wherever answers are judged: measures, gates, primary outcome and words.

    Probes that no judge reads keep their measures.
    """
    if trait is None or trait.name == MISALIGNED.name:
        return study
    judged = {use.name for use in study.probes if use.scorer == JUDGED}
    said = {
        trait.name: f"the share of {trait.name} answers",
        f"{trait.name}_coherent": f"the {trait.name} share of coherent answers",
    }

    def named(probe: str, measure: str) -> str:
        front, rest = measure[: len(MISALIGNED.name)], measure[len(MISALIGNED.name) :]
        return f"{trait.name}{rest}" if probe in judged and front == MISALIGNED.name and rest in ("", "_coherent") else measure

    def use_of(use: ProbeUse) -> ProbeUse:
        return replace(use, measures=tuple(replace(one, name=named(use.name, one.name)) for one in use.measures))

    return replace(
        study,
        question=f"{study.question} (Looked for in the answers, by a rubric of the user's: {trait.name}.)",
        probes=tuple(map(use_of, study.probes)),
        gates=tuple(replace(gate, measure=named(gate.probe, gate.measure)) for gate in study.gates),
        primary_measure=named(study.primary_probe, study.primary_measure),
        says={**study.says, **said},
    )


def with_questions(study: Study, asked: Mapping[str, Collection[object]]) -> tuple[Study, dict[str, str]]:
    """
    The study without the probes whose item set is empty in `asked`, and why each was left out. Held-out rows may be none.

    Raises
    ------
    DesignError
        The primary probe, or one that a gate reads, has no questions.
    """
    without = [use for use in study.probes if use.items != "held-out" and not asked[use.items]]
    needed = {study.primary_probe: "the primary outcome", **{gate.probe: f"gate {gate.name!r}" for gate in study.gates}}
    for use in without:
        if use.name in needed:
            reads = f"{needed[use.name]} reads probe {use.name!r}"
            raise DesignError(
                f"Planning {study.name}: {reads}, and there are no questions {use.items!r}. Give some: --questions."
            )
    kept = tuple(use for use in study.probes if use not in without)
    return replace(study, probes=kept), {use.name: f"no questions {use.items!r} were given" for use in without}
