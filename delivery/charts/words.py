"""Words and numbers on a picture, German or English; a word that is not known here stays as the table has it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

import polars as pl

from schemas.deal_words import STATUSES_DE
from schemas.removals import WITHIN_EMISSIONS

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SMALLEST = 12
"""Decimals that the smallest figure is printed with."""
_WIDE = Context(prec=400)  # the largest float has 309 digits before the mark
MINUS = "\N{MINUS SIGN}"
DE = {
    "households": "Haushalte",
    "buildings": "Gebäude",
    "industry": "Industrie",
    "services": "Gewerbe, Handel, Dienstl.",
    "municipal": "Kommunale Einrichtungen",
    "transport": "Verkehr",
    "agriculture": "Landwirtschaft",
    "waste": "Abfall",
    "electricity": "Strom",
    "natural_gas": "Erdgas",
    "district_heat": "Fernwärme",
    "local_heat": "Nahwärme",
    "environmental_heat": "Umweltwärme",
    "heating_oil": "Heizöl",
    "hard_coal": "Steinkohle",
    "lignite": "Braunkohle",
    "biomass": "Biomasse",
    "biogas": "Biogas",
    "biofuel": "Biokraftstoff",
    "solar_thermal": "Solarthermie",
    "gasoline": "Benzin",
    "diesel": "Diesel",
    "kerosene": "Kerosin",
    "lpg": "Flüssiggas",
    "other_fossil": "sonstige fossile",
    "heating_electricity": "Heizstrom",
    "population": "Einwohner",
    "area": "Fläche",
    "forest": "Wald",
    "emissions": "Emissionen",
    **STATUSES_DE,
    "published": "veröffentlicht",
    "interpolated": "interpoliert",
    "measured": "gemessen",
    "missing": "fehlt",
    "on-track": "im Plan",
    "slightly-off": "leicht zurück",
    "off": "zurück",
    "grey": "grau",
    WITHIN_EMISSIONS: "keine; der Wald steht in den Emissionen",
    "no value": "kein Wert",
    "value ambiguous": "Wert mehrdeutig",
    "value stale": "Wert veraltet",
    "no target": "kein Ziel",
    "no line to the target": "keine Linie zum Ziel",
    "unit differs from the target's": "Einheit weicht von der des Ziels ab",
    "target against its direction": "Ziel gegen die Richtung",
}
LOCALES = {
    "de": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\N{NO-BREAK SPACE}€"], "minus": MINUS},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": MINUS},
}


def word(text: str, language: str) -> str:
    """One word of a table as a reader says it."""
    return _known(language).get(text, text)


def worded(column: str, language: str) -> pl.Expr:
    """The same for a column."""
    return pl.col(column).cast(pl.String).replace(_known(language))


def _known(language: str) -> dict[str, str]:
    return DE if language == "de" else {text: text.replace("_", " ") for text in DE}


def writable(text: str) -> str:
    """The same without characters that XML cannot hold."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number with that many decimals: 1.234,5 in German, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}"
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS)


def amount(value: float, language: str, most: int = SMALLEST) -> str:
    """A figure with as many decimals as say something, at most `most`; what is not nothing is never printed as 0."""
    exact = Decimal(repr(value))
    if not exact:
        return "0"
    written = max(0, -int(exact.normalize().as_tuple().exponent))
    size = exact.adjusted()
    wanted = 0 if size >= 3 else 1 if size >= 1 else 2 if size == 0 else 1 - size
    decimals = min(written, wanted, most)
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    if not shown:
        least = number(10.0**-decimals, language, decimals)
        return f"< {least}" if exact > 0 else f"> {MINUS}{least}"
    text = f"{shown:,f}"
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS)
