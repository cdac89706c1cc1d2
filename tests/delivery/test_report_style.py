"""The report's colours: enough contrast for everybody."""

from __future__ import annotations

import re

import pytest

from delivery.report import render_html
from tests.delivery.evidence_example import example
from tests.delivery.page import read_page


def _palette() -> dict[str, str]:
    style = read_page(render_html(example())).all("style")[0].text
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


BACKS = ("paper", "failed-wash", "warned-wash", "open-wash", "wash")


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *[(ink, back, 4.5) for ink in ("ink", "ink-soft", "failed") for back in BACKS],
        *[(kind, back, 4.5) for kind in ("passed", "failed", "warned", "open") for back in ("paper", f"{kind}-wash")],
        ("accent", "paper", 4.5),
        ("paper", "accent", 4.5),
        *[(bar, back, 3.0) for bar in ("bar", "bar-minus", "focus") for back in ("paper", "track")],
        ("rule-strong", "paper", 3.0),
    ],
)  # fmt: skip
def test_colours_contrast_as_wcag_asks(front: str, back: str, least: float) -> None:
    """WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (graphics 3:1); relative luminance as defined there."""
    palette = _palette()
    light, dark = sorted((_luminance(palette[front]), _luminance(palette[back])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
