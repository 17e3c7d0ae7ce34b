"""A study as an order changes it: arms made elsewhere in their places, contrasts chosen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from inward.errors import DesignError
from inward.schema.design import HELD_OUT, Arm, Contrast, Gate, Study
from inward.schema.sockets import AbstractWorld


def amended(study: Study, world: AbstractWorld, *, elsewhere: Mapping[str, int], contrasts: Sequence[str]) -> Study:
    """
    The study with `elsewhere` checkpoints in place of what would be trained, and with `contrasts` alone where any are given.

    An arm of the study keeps its name and gates; its held-out rows stay where the world has its corpus, and the gates that read
    them go where it has not. Any other name is a new arm.

    Raises
    ------
    DesignError
        A contrast names no two arms, or an arm made elsewhere stands in no contrast or in the anchor's place.
    """
    if not elsewhere and not contrasts:
        return study
    arms = _arms(study, world, elsewhere)
    chosen = tuple(_contrast(study, one, [arm.name for arm in arms]) for one in dict.fromkeys(contrasts)) or study.contrasts
    compared = {side for one in chosen for side in (one.treated, one.control)}
    if idle := [name for name in elsewhere if name not in compared]:
        names = ", ".join(arm.name for arm in arms)
        raise DesignError(
            f"Planning {study.name}: no contrast compares {', '.join(idle)}. Add --contrast {idle[0]}-ARM; arms are {names}."
        )
    if contrasts:
        arms = tuple(replace(arm, sizes=()) if arm.name in compared else arm for arm in arms)
    return replace(study, arms=arms, contrasts=chosen, gates=_gates(study, arms))


def _arms(study: Study, world: AbstractWorld, elsewhere: Mapping[str, int]) -> tuple[Arm, ...]:
    """The study's arms, some of them made elsewhere, then the new ones."""
    if anchors := [arm.name for arm in study.arms if arm.anchor and arm.name in elsewhere]:
        raise DesignError(
            f"Planning {study.name}: --arm {anchors[0]} is the base itself, which the others are measured against. Give --model, "
            "or another name."
        )
    if odd := [name for name in elsewhere if not re.fullmatch(r"\w[\w.-]*", name)]:
        raise DesignError(f"Planning {study.name}: --arm {odd[0]!r}: a name has letters, digits, '.', '-' and '_' only.")
    known = {arm.name for arm in study.arms}
    placed = [_placed(arm, world, elsewhere[arm.name]) if arm.name in elsewhere else arm for arm in study.arms]
    new = [Arm(name=name, says="made elsewhere", elsewhere=count) for name, count in elsewhere.items() if name not in known]
    return (*placed, *new)


def _placed(arm: Arm, world: AbstractWorld, count: int) -> Arm:
    """An arm of the study with checkpoints made elsewhere in its place."""
    there = arm.corpus is not None and world.corpus(arm.corpus) is not None
    return replace(arm, elsewhere=count, sizes=(), corpus=arm.corpus if there else None, loss="answers")


def _contrast(study: Study, name: str, arms: Sequence[str]) -> Contrast:
    """The contrast that A-B means: the study's own where it declares that one, else one of two arms."""
    declared = [one for one in study.contrasts if one.name == name]
    if declared:
        return replace(declared[0], sizes=())
    cuts = [(name[:i], name[i + 1 :]) for i, sign in enumerate(name) if sign == "-"]
    found = [(treated, control) for treated, control in cuts if treated in arms and control in arms and treated != control]
    if len(found) != 1:
        why = f"could mean {' or '.join(f'{a} against {b}' for a, b in found)}" if found else "names no two arms"
        remedy = "Rename an arm" if found else "Write TREATED-CONTROL"
        raise DesignError(f"Planning {study.name}: --contrast {name!r} {why}. {remedy}; arms are {', '.join(arms)}.")
    return Contrast(treated=found[0][0], control=found[0][1])


def _gates(study: Study, arms: Sequence[Arm]) -> tuple[Gate, ...]:
    """The gates, less those on held-out rows of arms whose corpus is not there: nothing could be asked."""
    bare = {arm.name for arm in arms if arm.elsewhere and arm.corpus is None}
    kept: list[Gate] = []
    for gate in study.gates:
        asked = gate.arms or tuple(arm.name for arm in arms)
        left = tuple(name for name in asked if name not in bare)
        if study.use(gate.probe).items != HELD_OUT or left == asked:
            kept.append(gate)
        elif left:
            kept.append(replace(gate, arms=left))
    return tuple(kept)
