"""What an order's study is posed in, and who reads the answers: the world and its scorers, by name."""

import dataclasses
from collections.abc import Collection, Mapping

from inward.errors import DesignError, InwardError
from inward.judging import Hosted
from inward.order import Order
from inward.schema.design import Study
from inward.schema.rubric import Marking, Trait
from inward.schema.sockets import AbstractScorer, AbstractWorld
from inward.worlds.own import Own


def build_world(order: Order, study: Study) -> AbstractWorld:
    """The world of an order, under what the study's own file brings; a --corpus wins over the file's."""
    world, brought = _world(order, study), order.found.brought
    if brought is None:
        return world
    corpora = {name: corpus for name, corpus in brought.corpora.items() if name not in order.corpora}
    return Own(under=world, brought=dataclasses.replace(brought, corpora=corpora))


def _world(order: Order, study: Study) -> AbstractWorld:
    """The world that ships; corpora and questions that the study does not know are refused."""
    wanted = [arm.corpus for arm in study.arms if arm.corpus]
    known = {*wanted, *(_parts(order, study, wanted) if order.chosen_world == "english" else ())}
    if unknown := sorted(set(order.corpora) - known):
        raise DesignError(f"Planning {study.name}: no arm uses a corpus {unknown}; corpora are {sorted(known)}.")
    if order.chosen_world == "english":
        from inward.worlds.english.world import English

        sets = {use.name: use.items for use in study.probes}
        return English(
            base=order.model,
            corpora=order.corpora,
            questions={sets.get(name, name): file for name, file in order.questions.items()},
            rubric=order.rubric,
        )
    if order.chosen_world != "village":
        raise DesignError(f"Planning {study.name}: no world {order.chosen_world!r}; worlds are village and english.")
    if order.corpora or order.questions or order.judge or order.judge_url or order.second_judge:
        judge = " and --judge-url; `inward judge-check` tries a judge on it" if order.judge_url else " and --judge"
        raise DesignError(f"Planning: the village has its own corpora, questions and oracle. Drop --corpus, --questions{judge}.")
    if order.rubric:
        raise DesignError(f"Planning: --rubric {order.rubric}, but the village's answers are read by its oracle. Drop --rubric.")
    from inward.worlds.village.quarters import quarter_for
    from inward.worlds.village.world import Village

    quarter = quarter_for([*wanted, *(use.items for use in study.probes)])
    return Village(folder=quarter.find(order.model, phase=f"Planning {study.name}"), quarter=quarter)


def _parts(order: Order, study: Study, wanted: Collection[str]) -> set[str]:
    """The corpora of which English makes some that are wanted. Raises DesignError where neither these nor those were given."""
    from inward.worlds.english.chapters import CHAPTERS

    parts: set[str] = set()
    for chapter in CHAPTERS:
        if made := sorted(set(chapter.blended) & set(wanted)):
            parts.update(chapter.parts)
            if not set(chapter.parts) <= set(order.corpora) and not set(made) & set(order.corpora):
                files = " ".join(f"--corpus {part}=FILE" for part in chapter.parts)
                raise DesignError(
                    f"Planning {study.name}: the corpora {', '.join(made)} are made of files of yours. Give {files}."
                )
    return parts


def scorer(world: AbstractWorld, name: str, *, judge: str, at: Hosted | None = None) -> AbstractScorer:
    """
    The scorer called `name`.

    A study's own come first; readings of options are the same in every world; answers are read by the world's own. A judge
    `at` an endpoint is read by samples, a local one by its log-probabilities.
    """
    if isinstance(world, Own):
        if name in world.brought.scorers:
            return world.scorer(name)
        try:
            return scorer(world.under, name, judge=judge, at=at)
        except InwardError as error:
            raise world.unknown(error, what="SCORERS", there=world.brought.scorers) from error
    from inward.scoring.candidates import Candidates
    from inward.scoring.closed import Closed
    from inward.scoring.definition import Definition
    from inward.scoring.fits import Fits
    from inward.scoring.latent import Latent
    from inward.scoring.leaning import Leaning
    from inward.scoring.likelihood import OwnAnswer
    from inward.scoring.lineup import Placed
    from inward.scoring.make_me_say import MakeMeSay
    from inward.scoring.naming import Naming
    from inward.scoring.no_judge import NoJudge
    from inward.scoring.picking import Picking
    from inward.scoring.quiz import Quiz
    from inward.scoring.rating import Rating
    from inward.scoring.ruled import Ruled
    from inward.scoring.stated import Stated
    from inward.scoring.switched import Switched
    from inward.scoring.sycophancy import Doubted, Follows, Mimicry, Swayed
    from inward.worlds.english.chapters import CHAPTERS
    from inward.worlds.english.world import English

    exact: Mapping[str, AbstractScorer] = {
        "closed": Closed(),
        "self-report": Rating(),
        "stated": Stated(),
        "own-answer": OwnAnswer(),
        "quiz": Quiz(),
        "latent": Latent(),
        "leaning": Leaning(),
        "switched": Switched(),
        "lineup": Placed(),
        "naming": Naming(),
        "make-me-say": MakeMeSay(),
        "picking": Picking(),
        "leaning-at-any-mass": Leaning(least_mass=1e-300),
        "rule": Ruled(),
        "candidates": Candidates(),
        "definition": Definition(),
        "fits": Fits(),
        "follows": Follows(),
        "swayed": Swayed(),
        "doubted": Doubted(),
        "mimicry": Mimicry(),
    }
    if name in exact:
        return exact[name]
    if isinstance(world, English):
        if any(name in chapter.scorers for chapter in CHAPTERS):
            return world.scorer(name)
        if name != "alignment":
            raise DesignError(f"The world {world.name} has no scorer {name!r}; it has 'alignment', the judge.")
        return judge_of(world.marking(), judge=judge, at=at) if judge else NoJudge()
    return world.scorer(name)


def judge_of(marking: Marking, *, judge: str, at: Hosted | None = None) -> AbstractScorer:
    """The scorer that asks the judge called `judge` for what a marking says."""
    from inward.scoring.judge import Judge
    from inward.scoring.sampled import SampledJudge

    asked = Judge(rubrics=marking.rubrics, trait=marking.trait, model=judge, least_mass=0.5 if at else 0.25)
    return SampledJudge(judge=asked, samples=at.samples, max_tokens=at.tokens) if at else asked


def looked_for(world: AbstractWorld) -> Trait | None:
    """The trait that a judge is to look for; None where the world reads answers by itself."""
    from inward.worlds.english.world import English

    under = world.under if isinstance(world, Own) else world
    return under.marking().trait if isinstance(under, English) else None
