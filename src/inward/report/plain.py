"""Makes any text safe to look at: control characters become visible marks, lone surrogates a question mark."""

import re
from typing import Any

_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)


def plain(text: str) -> str:
    """
    `text` with nothing in it that acts: control characters, direction overrides and zero-width marks are shown by name.

    Line ends of any kind become a line feed; line feeds and tabs stay.
    """
    if text.isprintable() or all(map(str.isprintable, text.split("\n"))):
        return text
    return _HIDDEN.sub(_shown, text.replace("\r\n", "\n"))


def one_line(text: str, *, most: int = 0) -> str:
    """`text` on one line; cut between words to `most` characters, with an ellipsis, where `most` is given."""
    flat = " ".join(plain(text).replace("\u2028", " ").replace("\u2029", " ").split())
    if not most or len(flat) <= most:
        return flat
    words, _, _ = flat[:most].rpartition(" ")
    return (words or flat[: most - 1]).rstrip(" ,.;:") + "…"


def all_plain(value: Any) -> Any:  # noqa: ANN401
    """Parsed JSON with every text in it made plain, keys too."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(key): all_plain(one) for key, one in value.items()}
    return [all_plain(one) for one in value] if isinstance(value, list) else value


def needs_care(line: str) -> bool:
    """Whether a line of JSON may hold a text that is not plain: most do not, and need not be walked through."""
    return "\\" in line or not line.isprintable()


def _shown(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else f"⟨U+{code:04X}⟩"
