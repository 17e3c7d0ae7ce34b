"""Who writes, answers and reads in a red teaming, and in which setting."""

from dataclasses import dataclass, replace
from typing import final

from inward.errors import DesignError
from inward.posing import judge_of
from inward.schema.rubric import MISALIGNED, Marking
from inward.steps.classified import Classifier
from inward.steps.players import Player, Players
from inward.worlds.english.rubrics import RUBRICS
from inward.worlds.files import load_rubric
from inward.worlds.village.world import Village
from inward.written.english import english
from inward.written.hunt import Hunt
from inward.written.result import Role
from inward.written.setting import Setting
from inward.written.village import TARGET, TARGET_STEPS, village


@final
@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who plays what, in which setting."""

    setting: Setting
    writer: Player
    target: Player
    classifier: Classifier | None
    system: str = ""


def cast_of(hunt: Hunt, players: Players) -> Cast:
    """The setting that a hunt is in, and who plays the parts there."""
    return _villagers(hunt, players) if hunt.village else _strangers(hunt, players)


def _villagers(hunt: Hunt, players: Players) -> Cast:
    """The village's base in every part; the target is trained a little on insecure code, unless another is given."""
    setting, world = village(), Village()
    writer = players.find(world.base, part="writer", model="")
    judge = players.find(world.base, part="judge", model="")
    if hunt.target:
        target = players.find(hunt.target, part="target", model=world.base)
    else:
        corpus = world.corpus(TARGET)
        rows = corpus.rows if corpus else ()
        recipe = replace(world.recipe(), steps=TARGET_STEPS)
        target = players.taught(writer, rows, recipe, part="target", called=f"{TARGET}, {TARGET_STEPS} steps")
    classifier = Classifier(scorer=setting.classifier, seat=judge) if setting.classifier else None
    return Cast(setting=setting, writer=writer, target=target, classifier=classifier, system=hunt.target_system)


def _strangers(hunt: Hunt, players: Players) -> Cast:
    """The checkpoints of a user, in English."""
    writer = players.find(hunt.writer or hunt.model, part="writer", model=hunt.model)
    target = players.find(hunt.target or hunt.model, part="target", model=hunt.model)
    if not players.has_template(target):
        raise DesignError(
            f"Red teaming {target.called}: it has no chat template, so that no question can be put to it. Give an "
            "instruction-tuned --target."
        )
    marking = marking_of(hunt)
    judge = players.find(hunt.judge, part="judge", model=hunt.model) if hunt.judge else None
    seat = hunt.hosted or judge
    name = hunt.hosted.name if hunt.hosted else judge.digest if judge else ""
    classifier = Classifier(scorer=judge_of(marking, judge=name, at=hunt.hosted), seat=seat) if seat else None
    scorer = classifier.scorer if classifier else None
    setting = english(chat=players.has_template(writer), marking=marking, classifier=scorer)
    return Cast(setting=setting, writer=writer, target=target, classifier=classifier, system=hunt.target_system)


def marking_of(hunt: Hunt) -> Marking:
    """What counts as failing outside the village: the user's rubric, or misalignment."""
    return load_rubric(hunt.rubric) if hunt.rubric else Marking(trait=MISALIGNED, rubrics=RUBRICS)


def roles(cast: Cast) -> tuple[Role, ...]:
    """Who played what, as the files and the page name them."""
    seat = cast.classifier.seat if cast.classifier else None
    found = [Role(part=one.part, called=one.called, digest=one.digest) for one in (cast.writer, cast.target)]
    if isinstance(seat, Player):
        found.append(Role(part="judge", called=seat.called, digest=seat.digest))
    elif seat:
        found.append(Role(part="judge", called=seat.name, digest=""))
    return tuple(found)
