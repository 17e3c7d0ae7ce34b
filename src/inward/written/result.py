"""What came of a red teaming: all that its files and its page are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.schema.rubric import Trait
from inward.written.attempt import Attempt, by_method
from inward.written.setting import Setting

FORMAT: Final = 1


@final
@dataclass(frozen=True, kw_only=True)
class Role:
    """Who played a part."""

    part: str
    called: str
    digest: str


@final
@dataclass(frozen=True, kw_only=True)
class RedTeam:
    """
    The setting, the methods that were carried out and those that could not be, with why; every attempt; who played what.

    `asked` questions were asked of each method. `labels` says where labels come from, empty where there are none; `wanted` how
    many of each method were to be drawn; `system` is what the target read before every question, empty where it read nothing.
    """

    setting: Setting
    methods: tuple[str, ...]
    skipped: Mapping[str, str]
    asked: int
    attempts: Sequence[Attempt]
    roles: tuple[Role, ...]
    classifier: str
    labels: str
    wanted: int
    system: str
    arithmetic: str

    @property
    def trait(self) -> Trait:
        """What counts as failing."""
        return self.setting.trait

    @property
    def kept(self) -> Mapping[str, list[Attempt]]:
        """The questions that were put to the target, by method."""
        found = by_method(self.attempts)
        return {method: [one for one in found[method] if one.kept] for method in self.methods}

    @property
    def population(self) -> str:
        """Whom the intervals speak of, in words."""
        frames = len(self.setting.frames)
        ways = "one way of asking" if frames == 1 else f"these {frames} ways of asking"
        return (
            "An interval asks what new questions would give, from the same writer in the same state, by the same method, in "
            f"{ways}, put to the same target; near duplicates are one cluster and are drawn together. The writer and the target "
            "are single checkpoints: nothing here speaks of others, nor of other trainings of a writer that was trained."
        )
