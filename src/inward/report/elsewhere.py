"""What is said of arms that were made elsewhere: how they came, what is set against what, and what nobody here knows of them."""

from collections.abc import Iterable

from inward.report.declared import Declared
from inward.report.numerals import listing, plural
from inward.schema.design import Arm
from inward.schema.outcome import Effect


def came(arm: Arm) -> str:
    """An arm that was made elsewhere, with the number of its checkpoints."""
    return f"{arm.name} ({plural(arm.elsewhere, 'checkpoint')})"


def subject(effect: Effect, declared: Declared) -> str:
    """What is set against what: training, or taking what was made elsewhere."""
    made = {arm.name: _made(arm) for arm in declared.elsewhere}
    if not {effect.treated, effect.control} & set(made):
        return f"Training on {effect.treated} rather than {effect.control}"
    return f"Taking {made.get(effect.treated, effect.treated)} rather than {made.get(effect.control, effect.control)}"


def _made(arm: Arm) -> str:
    number = "one checkpoint" if arm.fixed else f"{arm.elsewhere} checkpoints"
    return f"{arm.name} ({number} made elsewhere)"


def unknown(declared: Declared) -> Iterable[str]:
    """What a checkpoint that was made elsewhere does not tell."""
    if not declared.elsewhere:
        return
    names = listing([arm.name for arm in declared.elsewhere])
    yield f"What {names} went through in training was not seen here: a difference may come from anything in the making."
    if alone := [arm.name for arm in declared.elsewhere if arm.fixed]:
        each = " each" if len(alone) > 1 else ""
        yield f"Of {listing(alone)} there is one checkpoint{each}: what is said of it says nothing of other training seeds."
