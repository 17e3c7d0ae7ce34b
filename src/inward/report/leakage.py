"""Whether any question stands in what was trained on."""

from collections.abc import Sequence

from inward.report.declared import Declared
from inward.report.distance_rows import Near
from inward.report.numerals import count, listing, plural


def audit(declared: Declared, nearness: Sequence[Near]) -> str:
    """Whether any question stands in a corpus, in a sentence."""
    there = dict.fromkeys((one["probe"], one["item"]) for one in (declared.distance or {}).get("leaked", ()))
    asked = len({(one.probe, one.item) for one in nearness})
    if not there:
        return f"None of the {plural(asked, 'question')} stands in a corpus, word for word or nearly."
    probes = [f"{sum(one == probe for one, _ in there)} of {probe}" for probe in dict.fromkeys(probe for probe, _ in there)]
    return (
        f"{plural(len(there), 'question')} of {count(asked)} {'stands' if len(there) == 1 else 'stand'} in a corpus, word for "
        f"word or nearly ({listing(probes)}): an answer to such a question may be recalled rather than carried over."
    )
