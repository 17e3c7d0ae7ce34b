"""A sheet to draw on, measured in CSS pixels from the top left; matplotlib draws, the page's CSS colours."""

import io
import re
import warnings
import xml.etree.ElementTree as Tree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

import matplotlib
from markupsafe import Markup, escape
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.transforms import Affine2D

from inward.report.palette import SENTINEL, VARIABLE
from inward.report.plain import one_line

_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_KEPT = {"fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "fill-opacity", "opacity", "stroke-linecap"}
_KEPT_BY_TEXT = {"font-size", "font-weight", "font-style", "text-anchor", "fill", "opacity"}
_PER_INCH = 72


@final
@dataclass(frozen=True, kw_only=True)
class Scale:
    """Where a value lies between `left` and `right` pixels, and which values are marked."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The pixel of `value`."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self, most: int = 5) -> list[float]:
        """At most `most` round values inside the scale."""
        for exponent in range(-3, 7):
            for step in (1.0, 2.0, 2.5, 5.0):
                width = step * 10.0**exponent
                first, last = -int(-self.low / width + 1e-9), int(self.high / width + 1e-9)
                if last - first + 1 <= most:
                    return [round(i * width, 6) for i in range(first, last + 1)]
        return [self.low, self.high]


@final
class Sheet:
    """Lines, dots and words on a page of `width` by `height` pixels."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / _PER_INCH, height / _PER_INCH), dpi=_PER_INCH)
        self.figure.patch.set_visible(False)
        self.place = Affine2D().scale(1, -1).translate(0, height)

    def line(self, across: Sequence[float], down: Sequence[float], *, colour: str = "ink", **style: Any) -> None:  # noqa: ANN401
        """A line through points; `style` is matplotlib's (linewidth, linestyle, alpha)."""
        style = {"linewidth": 1.0, "solid_capstyle": "butt", **style}
        self.figure.add_artist(Line2D(across, down, color=SENTINEL[colour], transform=self.place, **style))

    def band(self, left: float, right: float, *, top: float, bottom: float, colour: str = "band") -> None:
        """A filled box."""
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.figure.add_artist(Polygon(corners, facecolor=SENTINEL[colour], linewidth=0, transform=self.place))

    def dot(self, across: float, down: float, *, colour: str, size: float = 5.0, hollow: bool = False, shape: str = "o") -> None:
        """A mark, filled, or with the paper showing through."""
        edge = SENTINEL[colour]
        inside = SENTINEL["paper"] if hollow else edge
        look: dict[str, Any] = {"markersize": size, "markerfacecolor": inside, "markeredgecolor": edge, "markeredgewidth": 1.1}
        self.figure.add_artist(Line2D([across], [down], linestyle="none", marker=shape, transform=self.place, **look))

    def word(self, across: float, down: float, text: str, *, colour: str = "ink", size: float = 11.5, **style: Any) -> None:  # noqa: ANN401
        """A line of text whose middle is at `down`; `style` is matplotlib's (ha, weight, style)."""
        style = {"va": "center_baseline", "parse_math": False, "transform": self.place, **style}
        self.figure.text(across, down, one_line(text), color=SENTINEL[colour], fontsize=size, **style)

    def inline(self, *, name: str, title: str, says: str, look: str = "") -> Markup:
        """
        The drawing as SVG to stand inside the page.

        `name` prefixes every id, `title` and `says` are what a screen reader speaks, `look` a CSS class. Text stays text. No
        style attribute is left (the page's policy forbids them) and no date: equal drawings are equal bytes.
        """
        buffer = io.StringIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            self.figure.savefig(buffer, format="svg", metadata=_METADATA, transparent=True)
        root = Tree.fromstring(buffer.getvalue())
        body = "".join(_element(child, name) for child in root)
        size = f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        spoken = f'role="img" aria-labelledby="{name}-title {name}-says"'
        words = (
            f'<title id="{name}-title">{escape(one_line(title))}</title><desc id="{name}-says">{escape(one_line(says))}</desc>'
        )
        joins = 'stroke-linejoin="round" stroke-linecap="butt"'
        return Markup(f'<svg class="{look}" {size} {spoken} {joins}>{words}{body}</svg>')


def drawing() -> Any:  # noqa: ANN401
    """A context in which matplotlib has its own defaults, whatever the reader's matplotlibrc says, and fixed ids."""
    defaults = {k: v for k, v in matplotlib.rcParamsDefault.items() if not k.startswith(("backend", "toolbar", "interactive"))}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", matplotlib.MatplotlibDeprecationWarning)
        return matplotlib.rc_context({**defaults, "svg.fonttype": "none", "svg.hashsalt": "inward", "path.simplify": True})


def _element(node: Tree.Element, name: str) -> str:
    """One drawn element as markup: groups dissolve unless they place something, marks are drawn where they are used."""
    tag = node.tag.rpartition("}")[2]
    if tag in ("defs", "metadata", "style"):
        marks = [child for child in node if child.tag.endswith("}path")]
        return f"<defs>{''.join(_element(mark, name) for mark in marks)}</defs>" if marks else ""
    if tag == "g":
        return "".join(_element(child, name) for child in node)
    if tag not in ("path", "use", "text"):
        return ""
    pairs = _attributes(node, name, text=tag == "text")
    if tag == "path" and pairs.get("fill") == "none" and "stroke" not in pairs:
        return ""
    written = "".join(f' {key}="{escape(value)}"' for key, value in pairs.items())
    return f"<{tag}{written}>{escape(node.text)}</text>" if tag == "text" else f"<{tag}{written}/>"


def _attributes(node: Tree.Element, name: str, *, text: bool) -> dict[str, str]:
    """An element's attributes with its style unfolded into them, ids prefixed, sentinels turned into variables."""
    pairs: dict[str, str] = {}
    for key, value in node.attrib.items():
        plain_key = key.rpartition("}")[2]
        if plain_key == "style":
            pairs.update(_style(value, _KEPT_BY_TEXT if text else _KEPT))
        elif plain_key == "href":
            pairs["href"] = f"#{name}-{value[1:]}"
        elif plain_key == "id":
            pairs["id"] = f"{name}-{value}"
        elif plain_key == "d":
            pairs["d"] = _short(value)
        elif plain_key in ("x", "y"):
            pairs[plain_key] = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return pairs


def _style(text: str, kept: set[str]) -> Mapping[str, str]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    style = {key.strip(): value.strip() for key, value in pairs}
    return {key: VARIABLE.get(value, value) for key, value in style.items() if key in kept}


def _short(path: str) -> str:
    """A path with two decimals and no needless white space."""
    rounded = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found.group()):.2f}".rstrip("0").rstrip("."), path)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", rounded.replace("\n", " ")).strip()
