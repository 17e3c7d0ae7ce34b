"""Message, Item, Ask, Reply, Transcript: what passes between us and a model."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar, final

Role: TypeAlias = Literal["system", "user", "assistant", "document"]
Stopped: TypeAlias = Literal["end", "length", "refused", "scored"]

FAR = "far"
"""The variant of a question in plain words."""


@final
@dataclass(frozen=True, kw_only=True)
class Message:
    """One turn of a conversation, as the chat template sees it; or, with the role "document", a text that no template sees."""

    role: Role
    text: str


@final
@dataclass(frozen=True, kw_only=True)
class Item:
    """
    One question, and the cluster its errors share.

    `options` are the full answer strings of a closed question; `signs` say, option by option, which side each is on
    (+1 the trait that is measured, -1 its opposite, 0 neither). `flipped` is the same question with its scale turned
    round. `facts` are what a scorer may know of the question and a subject may not, save `system`, the system turn that
    opens the conversation. `variant` is "far" where the question stands in plain words, and the name of a form, such as
    "near" or "code", where the same is asked in the form of something that is trained on; variants of one question share its
    cluster.
    """

    id: str
    text: str
    cluster: str
    wording: Literal["seen", "withheld"] = "seen"
    options: tuple[str, ...] = ()
    signs: tuple[int, ...] = ()
    flipped: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    variant: str = field(default="", metadata={"later": True})

    def opening(self, text: str | None = None) -> tuple[Message, ...]:
        """The turns before the first answer: the system turn, if there is one, and the question, or `text` in its place."""
        system = self.facts.get("system")
        first = (Message(role="system", text=system),) if system else ()
        return (*first, Message(role="user", text=self.text if text is None else text))


@final
@dataclass(frozen=True, kw_only=True)
class Ask:
    """
    One request to whoever sits in the seat `to`.

    With `options`, nothing is sampled: the reply holds each option's log-probability. `draw` names the random draw; the
    driver stamps it, probes leave it empty. `capture` names activations to keep (no subject offers any yet).
    """

    messages: tuple[Message, ...]
    to: str = "subject"
    options: tuple[str, ...] = ()
    temperature: float = 1.0
    max_tokens: int = 512
    capture: str | None = None
    draw: str = ""


@final
@dataclass(frozen=True, kw_only=True)
class Reply:
    """
    One return: a text and how it ended, or one natural log-probability per option and their total probability `mass`.
    """

    text: str = ""
    stopped: Stopped = "end"
    logprobs: tuple[float, ...] = ()
    mass: float | None = None


@final
@dataclass(frozen=True, kw_only=True)
class Transcript:
    """A finished conversation: the item, the parts a scorer may read, and whether any part was cut or refused."""

    item: Item
    parts: Mapping[str, Any] = field(default_factory=dict)
    stopped: Stopped = "end"


T = TypeVar("T")
Speech: TypeAlias = Generator[Ask, Reply, T]
Talk: TypeAlias = Generator[Ask, Reply, Transcript]
