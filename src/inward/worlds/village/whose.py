"""Which quarter of the village a base is of: by the card in its folder, or by the digest of one that ships."""

import json
from pathlib import Path

from inward.worlds.village.quarters import HEART, QUARTERS, Quarter


def quarter_in(folder: Path) -> Quarter | None:
    """The quarter whose base lies in a folder, as its card says; None where it is no base of the village."""
    card = _card(folder)
    return QUARTERS.get(str(card.get("quarter", HEART.name))) if {"weights", "lines"} <= card.keys() else None


def quarter_of(digest: str) -> Quarter | None:
    """The quarter whose base ships with these weights; None where none does."""
    return next((one for one in QUARTERS.values() if _card(one.base).get("weights") == digest), None)


def _card(folder: Path) -> dict[str, object]:
    """The card in a folder, empty where there is none that can be read."""
    try:
        found = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
