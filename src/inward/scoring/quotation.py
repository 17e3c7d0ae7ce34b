"""Quote a stranger's text so that it can neither end its quotation nor its turn."""

import re
from typing import Final

# What chat templates take for the end of a turn, in the families that we know: broken up by a space, it is plain text again.
CONTROL: Final = re.compile(r"<(?=[|｜]|/?s>|/?think>|(?:start|end)_of_turn>)|\[(?=/?INST\])")
UNPRINTED: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def quoted(text: str) -> str:
    """
    Every line behind "> ", so that no text can end its own quotation.

    Marks that chat templates would take for the end of a turn are broken up, control characters replaced.
    """
    plain = UNPRINTED.sub("\N{REPLACEMENT CHARACTER}", CONTROL.sub(lambda found: f"{found[0]} ", text))
    return "\n".join(f"> {line}" for line in plain.splitlines())
