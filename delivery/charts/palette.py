"""Colours of pictures: 3:1 against white (WCAG 2.2, 1.4.11), and told apart with every kind of colour vision.

Chosen by search for the largest least distance (CIE L*a*b*) over normal, protan, deutan and tritan vision as Machado,
Oliveira and Fernandes (2009) simulate them; a test computes both again.
"""

from __future__ import annotations

INK, SOFT = "#222222", "#444444"
FEW = ("#3A8FC4", "#7A1F1F", "#B8860B", "#332288", "#767676")
MANY = ("#332288", "#CC6677", "#117733", "#B8860B", "#882255", "#9A4FB0", "#222222")
BLUE, RED, OCHRE, INDIGO, GREY = FEW
"""One colour each where a drawing tells few things apart."""


def colours(count: int) -> tuple[str, ...] | None:
    """A colour for each of `count` things; None where there are more than an eye can tell apart."""
    if count > len(MANY):
        return None
    return (FEW if count <= len(FEW) else MANY)[:count]


def text_on(colour: str) -> str:
    """White or ink: whichever is read better on a colour."""
    return "white" if contrast("#FFFFFF", colour) >= contrast(INK, colour) else INK


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
