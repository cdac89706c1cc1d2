"""Whether a printed name means a sum of other rows, and whether it is the sum of all of them."""

from __future__ import annotations

import re
from typing import Literal

from transforms.results.names.plain import plain

_AT_THE_EDGE = frozenset(
    (
        "total", "totals", "gesamt", "gesamtsumme", "insgesamt", "summe", "sum", "overall", "totale", "totalt", "summa",
        "yhteensä", "gesamtemissionen", "ges", "gesamtergebnis", "totaal", "celkem", "razem", "suma", "ukupno",
        "összesen", "skupaj", "spolu", "σ",
    )
)  # fmt: skip
_ALONE = frozenset(
    (
        "all", "alle", "all sectors", "alle sektoren", "all carriers", "alle energieträger", "all scopes",
        "alle scopes", "baseline", "ausgangswert", "basiswert", "ausgangsbilanz",
        "city", "citywide", "city wide", "whole city", "gesamtstadt", "all emissions",
        "all sources", "i alt", "en tout", "in total",
    )
)  # fmt: skip
_SUBTOTAL = re.compile(r"\b(?:sub ?totals?|zwischensummen?|teilsummen?)\b")
_WITHOUT = re.compile(r"\b(?:without|ohne|excl|excluding|exkl|except|ex|non|nicht|davon|of which)\b")


def is_total(printed: str | None) -> Literal["total", "part", ""]:
    """`total` for Total, Gesamt, Summe, All sectors…; `part` for a subtotal or a total without something; else empty.

    A total is told by its first or last word: `Buildings total` is one, `Totalled cars` and `City buses` are none.
    """
    name = plain((printed or "").replace("∑", "Σ"))
    words = name.split()
    if not words:
        return ""
    if _SUBTOTAL.search(name):
        return "part"
    if words[0] not in _AT_THE_EDGE and words[-1] not in _AT_THE_EDGE and name not in _ALONE:
        return ""
    return "part" if _WITHOUT.search(name) else "total"
