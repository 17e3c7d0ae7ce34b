"""How a writer is asked for one more question, and where in what it writes the question ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, final

from inward.schema.design import Row
from inward.schema.talk import Message

NUMBERED: Final = re.compile(r"^\s*(?:(?:\d{1,3}|[-*•])[.):]?\s+)?")
QUOTES: Final = "\"'“”‘’`"


@final
@dataclass(frozen=True, kw_only=True)
class WritingFrame:
    """
    What a writer reads before it writes: `head`, one `shot` for each example, then `ask`.

    A shot and the asking may hold {number}, which counts examples from 1; a shot holds {question}. Where `chat`, the whole is a
    user turn; else it is a text that the writer goes on with. `lesson` is a text to train on, with {question}; empty, it is the
    whole, a space and the question.
    """

    name: str
    head: str
    shot: str
    ask: str = ""
    says: str
    chat: bool = False
    lesson: str = ""

    def text(self, shots: Sequence[str] = ()) -> str:
        """The whole, with these examples in it."""
        examples = [_filled(self.shot, number=i, question=shot) for i, shot in enumerate(shots, start=1)]
        return "".join([self.head, *examples, _filled(self.ask, number=len(shots) + 1)])

    def messages(self, shots: Sequence[str] = ()) -> tuple[Message, ...]:
        """The whole as a turn of the chat template, or as a text that none frames."""
        return (Message(role="user" if self.chat else "document", text=self.text(shots)),)

    def row(self, question: str) -> Row:
        """A question as something to be trained on, in the frame in which the writer will be asked."""
        if self.chat:
            return Row(messages=(*self.messages(), Message(role="assistant", text=question)))
        text = self.lesson.replace("{question}", question) if self.lesson else f"{self.text()} {question}"
        return Row(messages=(Message(role="document", text=text),))


def _filled(text: str, *, number: int, question: str = "") -> str:
    """Text with its places filled; what stands in a question is no place."""
    return text.replace("{number}", str(number)).replace("{question}", question)


def question_of(written: str) -> str:
    """The first line that holds anything, without a list's mark and quotes, up to its first question mark if it has one."""
    line = next((one for one in written.splitlines() if one.strip()), "")
    bare = NUMBERED.sub("", line, count=1).strip().strip(QUOTES).strip()
    asked, mark, _ = bare.partition("?")
    return f"{asked}?" if mark else bare


def has_ended(written: str, *, stopped: str) -> bool:
    """Whether a question came to its end: by a stop, by a question mark, or by another line after it."""
    return stopped == "end" or "?" in written or len(written.lstrip().splitlines()) > 1
