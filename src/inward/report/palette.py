"""The page's colours, each with a sentinel that stands for it inside a drawing until it becomes a CSS variable."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, kw_only=True)
class Colour:
    """A colour by day and by night, and the hex value that marks it in a drawing."""

    name: str
    sentinel: str
    light: str
    dark: str


def _colours() -> tuple[Colour, ...]:
    named = [
        ("paper", "#fcfbf8", "#191816"),
        ("leaf", "#f4f1e9", "#22211e"),
        ("ink", "#1d1b18", "#ebe7dd"),
        ("soft", "#5d574d", "#aba598"),
        ("rule", "#dcd6c8", "#3d3a34"),
        ("band", "#ece7da", "#2d2b26"),
        ("link", "#1c4f82", "#8fbce6"),
        ("good", "#2f6b46", "#86c79d"),
        ("bad", "#a32f1f", "#f0937f"),
        ("toy", "#7a3b00", "#ffc27a"),
        ("toy-paper", "#ffe9c7", "#3a2608"),
        ("arm-0", "#6d675c", "#a8a294"),
        ("arm-1", "#b23a22", "#ef8a70"),
        ("arm-2", "#22639c", "#7cb5e6"),
        ("arm-3", "#8a5c00", "#deb04e"),
        ("arm-4", "#6d4394", "#c09be0"),
        ("arm-5", "#25704f", "#74c79d"),
        ("arm-6", "#a33a72", "#ea94bf"),
        ("arm-7", "#3f6670", "#8fc0cb"),
        ("arm-8", "#62691c", "#bdc566"),
    ]
    return tuple(Colour(name=n, sentinel=f"#0bad{i:02x}", light=day, dark=night) for i, (n, day, night) in enumerate(named))


COLOURS: tuple[Colour, ...] = _colours()
SENTINEL: Mapping[str, str] = {colour.name: colour.sentinel for colour in COLOURS}
VARIABLE: Mapping[str, str] = {colour.sentinel: f"var(--{colour.name})" for colour in COLOURS}
ARM_COLOURS = sum(colour.name.startswith("arm-") for colour in COLOURS)


def arm_colour(arms: tuple[str, ...], anchors: tuple[str, ...]) -> Mapping[str, str]:
    """The name of each arm's colour, by its place in the study; the untouched base is grey."""
    treated = [arm for arm in arms if arm not in anchors]
    places = {arm: f"arm-{1 + i % (ARM_COLOURS - 1)}" for i, arm in enumerate(treated)}
    return {arm: places.get(arm, "arm-0") for arm in arms}


def variables() -> str:
    """The colours as CSS: by day, by night when the reader's system asks for it, and whichever the toggle asks for."""
    day = "".join(f"--{colour.name}:{colour.light};" for colour in COLOURS)
    night = "".join(f"--{colour.name}:{colour.dark};" for colour in COLOURS)
    return (
        f":root{{color-scheme:light;{day}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{night}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{night}}}}}\n"
        f"@media print{{:root,:root:not([data-theme=light]){{color-scheme:light;{day}}}}}\n"
    )
