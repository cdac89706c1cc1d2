"""Colours and figures of pictures: seen by everybody, printed the way a language prints them."""

from __future__ import annotations

import math
import re
from itertools import combinations, pairwise

import pytest

from delivery.charts.palette import FEW, INK, MANY, SOFT, colours, contrast, text_on
from delivery.charts.sentences import SENTENCES
from delivery.charts.whole_steps import whole_steps
from delivery.charts.words import amount

# Machado, Oliveira and Fernandes (2009), table of matrices at severity 1.0.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as a kind of sight sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (it ** (1 / 3) if it > 0.008856 else 7.787 * it + 16 / 116 for it in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("colour", [*FEW, *MANY])
def test_a_colour_stands_out_from_white_and_carries_text(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 3.0  # WCAG 2.2, 1.4.11
    ink = text_on(colour)
    assert contrast(colour, "#FFFFFF" if ink == "white" else ink) >= 3.0


@pytest.mark.parametrize("ink", [INK, SOFT])
def test_text_is_read_on_white(ink: str) -> None:
    assert contrast(ink, "#FFFFFF") >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("palette", "least"), [(FEW, 30.0), (MANY, 20.0)])
def test_colours_are_told_apart_by_every_sight(palette: tuple[str, ...], least: float, sight: str) -> None:
    """A distance of 20 in L*a*b* is ten times what an eye just tells apart."""
    for one, other in combinations(palette, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) >= least


def test_no_colour_means_two_things() -> None:
    for count in range(1, 8):
        found = colours(count)
        assert found is not None
        assert len(set(found)) == count
    assert colours(8) is None


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (1234.5, "1.235", "1,235"), (200.5, "200,5", "200.5"), (0.00025, "0,00025", "0.00025"), (-0.5, "−0,5", "−0.5"),
        (1e12, "1.000.000.000.000", "1,000,000,000,000"), (0.0, "0", "0"),
        (1e-20, "< 0,000000000001", "< 0.000000000001"),
        (-0.25, "−0,25", "−0.25"), (3, "3", "3"), (12.345678, "12,3", "12.3"),
        (-1e-20, "> −0,000000000001", "> −0.000000000001"),
    ],
)  # fmt: skip
def test_a_figure_is_printed_with_what_says_something(value: float, german: str, english: str) -> None:
    assert amount(value, "de") == german
    assert amount(value, "en") == english


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 12), (2018, 2045), (0, 11_111_111), (5, 5), (1990, 2150)])
def test_marks_of_whole_numbers_are_whole_even_and_few(low: int, high: int) -> None:
    marks = whole_steps(low, high)
    assert marks[0] == low
    assert marks[-1] <= high
    assert 1 <= len(marks) <= 11
    assert len({after - before for before, after in pairwise(marks)}) <= 1


def test_sentences_ask_for_the_same_in_both_languages() -> None:
    for german, english in SENTENCES.values():
        assert set(re.findall(r"\{(\w+)\}", german)) == set(re.findall(r"\{(\w+)\}", english))
