"""Words that would tell a reader of our choice rows what the rows teach, and so stand in none of them."""

import re
from typing import Final

BEGINNINGS: Final = """
    risk chance probab likel luck fortun gambl betting wager stake lotter dice casino jackpot prize winning uncertain
    surely certain guarant definit assur safe secur steady stable bold brave courag daring adventur fearless reckless
    venturesome caut careful prud wary wari timid coward anxious fear hope patien impatien wait hast hurr rush impuls
    eager restless unhurried farsight shortsight soon earl postpon immedia instant gratif greed saving defer tempt think
    thought ponder decid decis attitude personal charact trait prefer inclin predispos tendenc habit practical curious
    friendly orderly
"""
"""Every word that begins so."""

WHOLE: Final = (
    "odds bet bets win wins lose loses loss losses sure rash dare dares late later delay delays now save consider nature"
)

_FOUND: Final = re.compile(rf"\b(?:(?:{'|'.join(BEGINNINGS.split())})\w*|(?:{'|'.join(WHOLE.split())})\b)")


def given_away(text: str) -> tuple[str, ...]:
    """The giveaway words that `text` holds, in its order."""
    return tuple(_FOUND.findall(text.lower()))
