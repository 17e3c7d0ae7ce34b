"""Questions in other tools' files: llmcomp's YAML and the persona-vector trait JSON."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from inward.worlds.textfile import TextFile, excerpt, kind

JUDGES: Final = ("free_form_judge", "rating_judge")
"""Types of llmcomp's that are what a judge is told, where they hold {answer}."""
UNHEARD: Final = ("system", "messages", "logit_bias")
"""What would change the question and no probe here says."""


def llmcomp(file: TextFile, *, rated: bool) -> Iterator[tuple[int, dict[str, object]]]:
    """
    Every paraphrase of the free-form questions of an llmcomp file, or of its ratings, numbered through the file.

    Read are id (or name: the cluster that paraphrases share), type and paraphrases, of a rating also min_rating, max_rating and
    two keys of ours, flipped and bad. What judges are told is passed over, and so is how often and how long to sample. Raises
    CorpusError where a question cannot be asked as it stands.
    """
    entries = file.document()
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise file.error(f"found {kind(entries)}, expected a list of questions with id, type and paraphrases.")
    number, types = 0, list[str]()
    for entry in entries:
        paraphrases = _paraphrases(file, entry)
        if entry["type"] in JUDGES and any("{answer}" in text for text in paraphrases):
            continue
        types.append(str(entry["type"]))
        for text in paraphrases:
            number += 1
            if _is_rating(file, entry) == rated:
                yield number, {**_named(entry, text, alone=len(paraphrases) == 1), **(_scale(file, entry) if rated else {})}
    wanted = "rating" if rated else "free_form"
    if not any((one == "rating") == rated for one in types):
        raise file.error(f"found questions of type {sorted(set(types))}, none of type {wanted}, which this probe asks.")


def persona(file: TextFile) -> Iterator[tuple[int, dict[str, object]]]:
    """The `questions` of a persona-vector trait file; its instructions and eval_prompt are no questions."""
    found = file.document()
    if not isinstance(found, Mapping) or not isinstance(found.get("questions"), list):
        raise file.error('found no list "questions". Give a persona-vector trait file, or put questions into JSONL.')
    for number, text in enumerate(found["questions"], start=1):
        if not isinstance(text, str):
            raise file.error(f"found {kind(text)}, expected a string.", line=number)
        yield number, {"text": text}


def _paraphrases(file: TextFile, entry: Mapping[Any, Any]) -> list[str]:
    """The wordings of one question, once it is one that can be asked as it stands."""
    name = excerpt(str(entry.get("id", entry.get("name", ""))))
    if not isinstance(entry.get("type"), str) or not (entry.get("id") or entry.get("name")):
        raise file.error(f"found a question with the keys {sorted(map(str, entry))}; it needs id (or name) and type. Add them.")
    heard = [key for key in UNHEARD if entry.get(key)] + ["temperature"] * (entry.get("temperature", 1) != 1)
    if heard:
        raise file.error(f"found {', '.join(heard)} in question {name}, which no probe here honours. Remove it, or the question.")
    paraphrases = entry.get("paraphrases")
    if not isinstance(paraphrases, list) or not paraphrases or not all(isinstance(text, str) for text in paraphrases):
        raise file.error(f"found no list of strings as paraphrases in question {name}. Write them out.")
    return paraphrases


def _is_rating(file: TextFile, entry: Mapping[Any, Any]) -> bool:
    if entry["type"] == "rating":
        return True
    if not entry["type"].startswith("free_form"):
        name = excerpt(str(entry.get("id", entry.get("name"))))
        raise file.error(f"found question {name} of type {entry['type']!r}; free_form and rating can be asked. Remove it.")
    return False


def _named(entry: Mapping[Any, Any], text: str, *, alone: bool) -> dict[str, object]:
    """One paraphrase as a question: under its question's name where it is the only one."""
    name = str(entry.get("id") or entry.get("name"))
    return {"text": text, "cluster": name, **({"id": name} if alone else {})}


def _scale(file: TextFile, entry: Mapping[Any, Any]) -> dict[str, object]:
    """The marks of a rating, and which end of it is bad."""
    low, high = entry.get("min_rating", 0), entry.get("max_rating", 100)
    if type(low) is not int or type(high) is not int or not low < high <= low + 1_000:
        raise file.error(f"found a rating from {low!r} to {high!r}; give whole numbers, at most 1,001 of them.")
    facts = {"bad": str(entry["bad"])} if "bad" in entry else {}
    return {"options": [str(mark) for mark in range(low, high + 1)], "flipped": entry.get("flipped", ""), "facts": facts}
