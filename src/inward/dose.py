"""Dose as a declared factor: the same training with fewer steps, a smaller share of its own rows, or fewer unique rows."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, final, get_args

from inward.errors import DesignError
from inward.schema.design import Arm, Contrast, Corpus, Dose, Factor, Study
from inward.schema.recipe import Recipe

FORM = "Write --dose FACTOR=AMOUNT,AMOUNT, such as steps=15,30 or share=.25,.5 or rows=25,100."
TREND = "slope over log2(amount), seed by seed"


@final
@dataclass(frozen=True, kw_only=True)
class Doses:
    """One factor and the amounts of it that were asked for, rising."""

    factor: Factor
    amounts: tuple[float, ...]


def read_doses(text: str) -> Doses:
    """
    What `--dose` says.

    Raises
    ------
    DesignError
        An unknown factor, no amount, one that is no number or given twice, a part of a step or row, or a share above 1.
    """
    factor, equals, said = text.partition("=")
    if not equals or factor not in get_args(Factor):
        raise DesignError(f"--dose {text!r}: no such factor; there are {', '.join(get_args(Factor))}. {FORM}")
    try:
        amounts = tuple(float(one) for one in said.split(","))
    except ValueError as error:
        raise DesignError(f"--dose {text!r}: {said!r} holds what is no number. {FORM}") from error
    if len(set(amounts)) < len(amounts):
        raise DesignError(f"--dose {text!r}: an amount is given twice. Give each once.")
    if not all(math.isfinite(one) and one > 0 for one in amounts):
        raise DesignError(f"--dose {text!r}: a dose is above 0; of none there is the untouched base, or the control. {FORM}")
    if factor == "share" and max(amounts) > 1:
        raise DesignError(f"--dose {text!r}: a share is at most 1, which is the arm as it is declared.")
    if factor != "share" and any(one != int(one) for one in amounts):
        raise DesignError(f"--dose {text!r}: {factor} are whole numbers.")
    found: Factor = factor  # type: ignore[assignment]
    return Doses(factor=found, amounts=tuple(sorted(amounts)))


def dosed(study: Study, doses: Doses, recipe: Recipe) -> Study:
    """
    The study with an arm for every smaller dose of every arm that its contrasts compare, and the contrasts at each dose.

    An arm as it is declared is the full dose, so that an amount that equals it adds nothing. The contrasts at smaller doses
    are secondary. Of `share`, only an arm with a matched control has doses, and its control stays as it is: it stays so beside
    that arm even where it is itself matched to it and has doses in other contrasts.

    Raises
    ------
    DesignError
        An amount above the full dose, none below it, steps where the recipe goes by epochs, or no arm to give it to.
    """
    smaller = _smaller(study, doses, recipe)
    contrasts = [one for one in study.contrasts if not one.check]
    takes = {arm.name for arm in study.arms if _takes(study, arm, doses.factor)}
    takes &= {side for one in contrasts for side in (one.treated, one.control)}
    if not takes:
        raise DesignError(f"Planning {study.name}: --dose {doses.factor}, but no arm that is compared can be given less of it.")
    moved = {one: {one.treated, one.control} & takes - _whole(study, one, doses.factor) for one in contrasts}
    takes = set().union(*moved.values())
    arms = [_less(arm, dose, takes) for dose in smaller for arm in study.arms if arm.name in takes]
    secondary = [
        replace(one, treated=_at(one.treated, dose, sides), control=_at(one.control, dose, sides), secondary=True)
        for dose in smaller
        for one, sides in moved.items()
        if sides
    ]
    return replace(study, arms=(*study.arms, *arms), contrasts=(*study.contrasts, *secondary))


def _whole(study: Study, contrast: Contrast, factor: Factor) -> set[str]:
    """The side of a contrast that gives its rows to the other and so keeps its own: under `share`, the matched control."""
    matched = factor == "share" and study.arm(contrast.treated).control == contrast.control
    return {contrast.control} if matched else set()


def _smaller(study: Study, doses: Doses, recipe: Recipe) -> list[Dose]:
    """The doses below the full one."""
    if doses.factor == "steps" and recipe.steps is None:
        raise DesignError(
            f"Planning {study.name}: --dose steps, but the recipe goes by epochs. Say how many steps are the full dose: "
            "--set recipe.steps=N."
        )
    full = {"steps": float(recipe.steps or 0), "share": 1.0, "rows": math.inf}[doses.factor]
    if doses.amounts[-1] > full:
        raise DesignError(
            f"Planning {study.name}: --dose steps={doses.amounts[-1]:g}, but the recipe has {full:g}, which are the full "
            f"dose. Say --set recipe.steps={doses.amounts[-1]:g}."
        )
    smaller = [Dose(factor=doses.factor, amount=one) for one in doses.amounts if one < full]
    if not smaller:
        raise DesignError(f"Planning {study.name}: --dose {doses.factor} has no amount below the full dose, {full:g}. Add one.")
    return smaller


def _takes(study: Study, arm: Arm, factor: Factor) -> bool:
    """Whether an arm can be given less: it is trained here, and for `share` has a matched control with rows of its own."""
    if arm.corpus is None or arm.elsewhere:
        return False
    return factor != "share" or (arm.control is not None and study.arm(arm.control).corpus not in (None, arm.corpus))


def _at(name: str, dose: Dose, takes: set[str]) -> str:
    """An arm's name at a dose; an arm that takes none is itself at every dose."""
    return f"{name}@{dose.name}" if name in takes else name


def _less(arm: Arm, dose: Dose, takes: set[str]) -> Arm:
    """An arm at a smaller dose."""
    control = arm.control if arm.control is None or dose.factor == "share" else _at(arm.control, dose, takes)
    return replace(arm, name=_at(arm.name, dose, takes), control=control, dose=dose, of=arm.name, says=f"{arm.says}: {dose.says}")


def rows_at(arm: Arm, study: Study, corpora: Mapping[str, Corpus]) -> Corpus:
    """
    The rows of an arm at its dose of rows: as many as its corpus has, fewer of them its own or fewer of them distinct.

    Which rows stay depends on their places alone, and a smaller dose's are among a larger one's: where two corpora match row
    by row, their doses do.

    Raises
    ------
    DesignError
        As many unique rows as there are or more, or a control whose rows are not there.
    """
    assert arm.dose is not None
    assert arm.corpus is not None
    whole, count = corpora[arm.corpus], len(corpora[arm.corpus].rows)
    order = sorted(range(count), key=_lot)
    if arm.dose.factor == "rows":
        if arm.dose.amount >= count:
            raise DesignError(
                f"Planning {study.name}: --dose rows={arm.dose.amount:g}, but corpus {arm.corpus!r} has {count}, which are the "
                "full dose and there without being named. Give fewer."
            )
        kept = sorted(order[: int(arm.dose.amount)])
        rows = tuple(whole.rows[kept[i % len(kept)]] for i in range(count))
        source = f"{len(kept)} of {count} rows, repeated"
        return replace(whole, name=arm.name, rows=rows, held_out=(), of=arm.corpus, source=source)
    own = set(order[: max(1, round(arm.dose.amount * count))])
    other = corpora.get(_matched(arm, study))
    if other is None:
        raise DesignError(f"Planning {study.name}: arm {arm.name!r} needs the rows of its control, and they were not given.")
    rows = tuple(whole.rows[i] if i in own else other.rows[i % len(other.rows)] for i in range(count))
    source = f"{len(own)} of {count} rows, the others of {other.name}"
    return replace(whole, name=arm.name, rows=rows, held_out=(), of=arm.corpus, source=source)


def _matched(arm: Arm, study: Study) -> str:
    """The corpus of an arm's matched control."""
    return study.arm(arm.control).corpus or "" if arm.control else ""


def _lot(place: int) -> str:
    """What a row's place draws: the order in which rows stay."""
    return hashlib.sha256(f"dose:{place}".encode()).hexdigest()


def factor_of(study: Study) -> Factor | None:
    """The factor that a study's arms are given doses of."""
    return next((arm.dose.factor for arm in study.arms if arm.dose), None)


def told(study: Study, recipe: Recipe) -> dict[str, Any] | None:
    """What study.json says of dose: the factor, its amounts below the full one, and how their trend is to be read."""
    factor = factor_of(study)
    if factor is None:
        return None
    full = {"steps": recipe.steps, "share": 1.0, "rows": "all"}[factor]
    amounts = sorted({arm.dose.amount for arm in study.arms if arm.dose})
    return {"factor": factor, "amounts": amounts, "full": full, "primary": "the full dose", "trend": TREND}


def at_each_dose(study: Study, contrast: Contrast) -> list[tuple[float, Contrast]]:
    """The contrasts of a contrast at its smaller doses, rising; none for one that is itself at a smaller dose, or a check."""
    if contrast.secondary or contrast.check:
        return []
    plain = {arm.name: arm.of or arm.name for arm in study.arms}
    pair = (contrast.treated, contrast.control)
    found = [one for one in study.contrasts if one.secondary and (plain[one.treated], plain[one.control]) == pair]
    doses = [(dose.amount, one) for one in found for arm in (one.treated, one.control) if (dose := study.arm(arm).dose)]
    return sorted({one.name: (amount, one) for amount, one in doses}.values(), key=lambda each: each[0])
