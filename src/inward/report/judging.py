"""What is said of a judge behind an endpoint: how it was read, what it took, and that its name is all there is of it."""

from inward.report.numerals import count, listing, plural
from inward.report.read import RunFolder


def plain(run: RunFolder) -> str:
    """How the judge was read and what it took; empty where it sits behind no endpoint."""
    told = run.judging
    if not told:
        return ""
    cost = "" if told["cost"] is None else f", at the prices given {told['cost']:.4f}"
    asked = f"Each rubric was put to it {plural(told['samples'], 'time')} about each answer at temperature 1"
    took = f"{plural(told['calls'], 'call')} in all, {count(told['read'])} tokens read and {count(told['written'])} written{cost}"
    return (
        f"{asked}, and a mark is the mean of the replies that were one number of the scale; with fewer than half such replies "
        f"the answer is missing. {took}. It called itself {listing(told['models']) or 'nothing'}. A hosted model is known by its "
        "name alone: who runs it may change it without a word."
    )
