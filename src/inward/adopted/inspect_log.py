"""A JSON log of Inspect's as rows: what was asked, what was answered, and each score under its scorer's name."""

from collections.abc import Iterator, Mapping
from typing import Any

STOPPED = {"max_tokens": "length", "model_length": "length", "content_filter": "refused"}
ATTACHED = "attachment://"


def is_log(found: object) -> bool:
    """Whether a JSON document is such a log: an object with `eval` and a list of `samples`."""
    return isinstance(found, dict) and isinstance(found.get("samples"), list) and "eval" in found


def log_rows(log: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """
    The columns of every sample; what a log lacks is absent from them.

    `id` (ID/EPOCH), `question` (the last user message of the input), `response` (null for a sample that failed), `stopped`,
    `epoch`, `model` (as the evaluation was given it), `task`, `scores` by scorer with `value`, `answer` and `explanation`,
    `metadata` and `target`.
    """
    told = _object(log.get("eval"))
    for sample in log["samples"]:
        held = _object(sample)
        output = _object(held.get("output"))
        yield {
            "id": f"{held.get('id')}/{held.get('epoch', 1)}",
            "epoch": held.get("epoch", 1),
            "question": _attached(held, _asked(held.get("input"))),
            "response": _attached(held, _answered(held, output)),
            "stopped": STOPPED.get(str(_choice(output).get("stop_reason")), "end"),
            "model": told.get("model") or output.get("model"),
            "task": told.get("task"),
            "target": held.get("target"),
            "scores": {name: score if isinstance(score, dict) else {"value": score} for name, score in _scores(held).items()},
            "metadata": _object(held.get("metadata")),
        }


def _object(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _scores(sample: Mapping[str, Any]) -> Mapping[str, Any]:
    """Scores by scorer; logs of before 2024 held a single `score`."""
    return _object(sample.get("scores")) or ({"score": sample["score"]} if sample.get("score") is not None else {})


def _choice(output: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = output.get("choices")
    return _object(choices[0]) if isinstance(choices, list) and choices else {}


def _answered(sample: Mapping[str, Any], output: Mapping[str, Any]) -> str | None:
    """The completion, or the first choice's message; None where the sample failed before there was one."""
    said = output.get("completion")
    if not isinstance(said, str):
        message = _object(_choice(output).get("message"))
        said = _text(message["content"]) if "content" in message else None
    return None if sample.get("error") and not said else said


def _attached(sample: Mapping[str, Any], text: str | None) -> str | None:
    """A text, or what it stands for where a long one was put among the sample's attachments."""
    name = text.removeprefix(ATTACHED) if text and text.startswith(ATTACHED) else ""
    return _object(sample.get("attachments")).get(name, text) if name else text


def _asked(given: object) -> str:
    """The input as a text: of a conversation, its last user message."""
    if isinstance(given, str):
        return given
    turns = [turn for turn in given if isinstance(turn, dict)] if isinstance(given, list) else []
    users = [turn for turn in turns if turn.get("role") == "user"] or turns
    return _text(users[-1].get("content")) if users else ""


def _text(content: object) -> str:
    """A message's content: a string, or parts of which those that are text count."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(
        str(part["text"]) for part in parts if isinstance(part, dict) and part.get("type") == "text" and "text" in part
    )
