"""A judge behind an endpoint, as it is ordered: where, which model, how many samples, what it may cost."""

import math
import re
from dataclasses import dataclass
from typing import Final, final
from urllib.parse import urlsplit

from inward.errors import DesignError

SAMPLES: Final = 5
"""Replies to each rubric about each answer, where log-probabilities of whole strings cannot be had."""
TOKENS: Final = 16
"""Tokens of a reply at most; a mark has three. A judge that thinks aloud needs more."""
MILLION: Final = 1_000_000


@final
@dataclass(frozen=True, kw_only=True)
class Price:
    """What a million tokens cost, read and written, in whatever currency the user reckons."""

    read: float
    written: float

    def of(self, read: float, written: float) -> float:
        """The price of so many tokens."""
        return (read * self.read + written * self.written) / MILLION


@final
@dataclass(frozen=True, kw_only=True)
class Hosted:
    """A judge behind an OpenAI-compatible endpoint; `most` bounds what one study costs with it."""

    url: str
    model: str
    samples: int = SAMPLES
    tokens: int = TOKENS
    price: Price | None = None
    most: float | None = None

    @property
    def name(self) -> str:
        """What stands for the judge in digests and on pages: a hosted model has no digest of its own."""
        return f"{self.model} at {self.url}"


def hosted(
    url: str, model: str, *, local: str, samples: int, price: str, most: float | None, tokens: int = TOKENS
) -> Hosted | None:
    """
    The judge that the options of an order describe; None where they name no endpoint.

    Raises
    ------
    DesignError
        A URL without a model, a model without a URL, an endpoint beside a local judge, a URL that is none or that holds a
        password or a query, no sample, a price that is not two numbers, or a limit without prices.
    """
    if not url:
        _refuse_orphans({"--judge-model": model, "--judge-price": price, "--max-cost": most})
        return None
    if not model:
        raise DesignError(f"Planning: --judge-url {url} without --judge-model. Say which model of that endpoint is to judge.")
    if local:
        raise DesignError(f"Planning: --judge {local} and --judge-url {url}; give one. A further one may be --second-judge.")
    if samples < 1 or tokens < 1:
        raise DesignError(f"Planning: {samples} judge samples of {tokens} tokens; give at least 1 of each.")
    prices = _price(price) if price else None
    if most is not None and not (math.isfinite(most) and most > 0):
        raise DesignError(f"Planning: --max-cost {most:g}; give an amount above 0.")
    if most is not None and prices is None:
        raise DesignError(
            f"Planning: --max-cost {most:g} without prices, which inward does not know. Give them as --judge-price IN,OUT, per "
            "million tokens read and written."
        )
    return Hosted(url=_address(url), model=model, samples=samples, tokens=tokens, price=prices, most=most)


def check_second(first: str, url: str, *, second: str, second_model: str) -> None:
    """Raises DesignError where a second judge is given twice, without a first, or without the endpoint of its model."""
    if second and second_model:
        raise DesignError(f"Planning: --second-judge {second} and --second-judge-model {second_model}; give one.")
    if (second or second_model) and not (first or url):
        raise DesignError("Planning: a second judge without a first. Give --judge or --judge-url, or drop it.")
    if second_model and not url:
        raise DesignError(f"Planning: --second-judge-model {second_model} without --judge-url, the endpoint that it shares.")


def _refuse_orphans(given: dict[str, str | float | None]) -> None:
    named = [option for option, value in given.items() if value not in ("", None)]
    if named:
        raise DesignError(f"Planning: {' and '.join(named)} without --judge-url. Give the endpoint, or leave them out.")


def _address(url: str) -> str:
    """The endpoint without a slash at its end and without what every call adds; nothing secret may stand in it."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", url):
        raise DesignError("Planning: --judge-url is no address. Give it as https://HOST/v1.")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise DesignError(
            f"Planning: --judge-url at {parts.hostname} holds a user, a query or a fragment, which would be written into the "
            "run. Give it bare, and the key in INWARD_JUDGE_KEY."
        )
    return url.rstrip("/").removesuffix("/chat/completions").rstrip("/")


def _price(text: str) -> Price:
    """Two finite numbers that are not negative."""
    try:
        read, written = (float(part) for part in text.split(","))
    except ValueError as error:
        raise DesignError(f"Planning: --judge-price {text!r}; give IN,OUT per million tokens, such as 2.50,10.") from error
    if not all(math.isfinite(one) and one >= 0 for one in (read, written)):
        raise DesignError(f"Planning: --judge-price {text!r}; prices are finite and not negative.")
    return Price(read=read, written=written)
