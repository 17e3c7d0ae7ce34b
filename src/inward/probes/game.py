"""Talk with another for some rounds: can the subject bring the other to say a word?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from inward.schema.sockets import PARTNER, AbstractDialogue
from inward.schema.talk import Ask, Item, Message, Reply, Role, Stopped, Talk, Transcript

BEGIN = "Let us talk. You begin."


@final
@dataclass(frozen=True, kw_only=True)
class Game(AbstractDialogue):
    """
    The partner opens with the item's text, then subject and partner speak in turn for so many `rounds` (Betley et al. 2025,
    "Tell me about yourself", section C.2: five).

    Each sees the talk from its own side: what it said as the assistant's turns, what the other said as the user's. On the
    partner's side the item's fact "begin", a user's turn, stands before the opening, for chat templates want the user first.
    Neither is told of a game. Parts `subject` and `partner` hold what each said in its rounds (the opening is in the item);
    `ended` says who ended the talk early, by an empty turn or a refusal, and is empty where all rounds were played. A turn that
    was cut counts as far as it goes, and marks the transcript.
    """

    rounds: int = 5
    temperature: float = 1.0
    max_tokens: int = 256

    @property
    def turns(self) -> int:
        return 2 * self.rounds

    def talk(self, item: Item) -> Talk:
        said: list[str] = []
        stopped: Stopped = "end"
        ended = ""
        while len(said) < self.turns and not ended:
            whose = PARTNER if len(said) % 2 else "subject"
            reply = yield Ask(
                messages=(_heard_by_partner if whose == PARTNER else _heard_by_subject)(item, said),
                to=whose,
                temperature=self.temperature,
                max_tokens=self.max_tokens,
            )
            stopped = reply.stopped if reply.stopped != "end" else stopped
            if nothing(reply):
                ended = whose
            else:
                said.append(reply.text)
        parts = {"subject": tuple(said[::2]), "partner": tuple(said[1::2]), "ended": ended}
        return Transcript(item=item, parts=parts, stopped=stopped)


def nothing(reply: Reply) -> bool:
    """Whether a reply is no turn: a refusal, or nothing but blanks."""
    return reply.stopped == "refused" or not reply.text.strip()


def _heard_by_subject(item: Item, said: Sequence[str]) -> tuple[Message, ...]:
    return (*item.opening(), *_turns(said, first="assistant"))


def _heard_by_partner(item: Item, said: Sequence[str]) -> tuple[Message, ...]:
    begin = Message(role="user", text=item.facts.get("begin", BEGIN))
    return (begin, Message(role="assistant", text=item.text), *_turns(said, first="user"))


def _turns(said: Sequence[str], *, first: Role) -> tuple[Message, ...]:
    """What was said, the subject's turns first, as one of the two sides sees it."""
    roles: tuple[Role, Role] = ("assistant", "user") if first == "assistant" else ("user", "assistant")
    return tuple(Message(role=roles[i % 2], text=text) for i, text in enumerate(said))
