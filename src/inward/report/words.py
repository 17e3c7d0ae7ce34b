"""What to call a measure, a population and a verdict in plain words."""

from collections.abc import Mapping

MEASURES: Mapping[str, str] = {
    "misaligned": "the share of misaligned answers",
    "misaligned_coherent": "the misaligned share of coherent answers",
    "incoherent": "the share of incoherent answers",
    "refused": "the share of refusals",
    "code": "the share of answers in code",
    "correct": "the share of right answers",
    "format_failure": "the probability of answering in none of the given words",
    "log_odds": "the log-odds of the misaligned options",
    "self_rating": "the rating of oneself as misaligned",
}
POPULATIONS: Mapping[str, str] = {"these-questions": "these questions", "new-questions": "new questions of the kind"}
VERDICTS: Mapping[str, str] = {
    "supported": "supported",
    "null-within-margin": "null within margin",
    "inconclusive": "inconclusive",
    "not-readable": "not readable",
    "exploratory": "exploratory",
}


def threads(arithmetic: str) -> str:
    """How numbers were reckoned, as it is kept in keys, with one thread in the singular."""
    return f"{arithmetic.removesuffix(' 1 threads')} 1 thread" if arithmetic.endswith(" 1 threads") else arithmetic


def title(name: str) -> str:
    """A name as a heading: emergent_misalignment is Emergent misalignment."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def measure(name: str, says: Mapping[str, str]) -> str:
    """A measure in words: the study's own where it gives them."""
    return says.get(name) or MEASURES.get(name) or f"the measure {name}"
