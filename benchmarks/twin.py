"""
The difference between two runs of a study, with its interval: the village against its twin.

    python benchmarks/twin.py runs/village runs/twin [CONTRAST]
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import inward
from inward.order import find_study
from inward.schema.outcome import Missing, Reading, Score
from inward.stats.between import between


def readings(folder: str) -> list[Reading]:
    """The scored transcripts of a run folder, as statistics see them."""
    return [_reading(row) for row in inward.load(Path(folder)).scores]


def _reading(row: dict) -> Reading:
    value = Missing(reason=row["missing"]) if row["missing"] else Score(label=row["label"], values=row["values"])
    place = {key: row[key] for key in ("arm", "seed", "probe", "item", "cluster", "wording")}
    return Reading(**place, sample=row["k"], value=value)


def main() -> None:
    first, second, contrast = (*sys.argv[1:], "insecure-secure")[:3]
    study = find_study(inward.load(first).study["study"]["name"])
    (declared,) = [one for one in study.contrasts if one.name == contrast]
    for population in ("these-questions", "new-questions"):
        found = between(study, readings(first), readings(second), contrast=declared, population=population)
        print(json.dumps({"contrast": contrast, "population": population, **asdict(found)}))


if __name__ == "__main__":
    main()
