"""Words and numbers on a picture, German or English; a word that is not known here stays as the table has it."""

from __future__ import annotations

import polars as pl

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
    "idea": "Idee",
    "letter of intent": "Absichtserklärung",
    "signed": "unterzeichnet",
    "running": "laufend",
    "fulfilled": "erfüllt",
    "changed": "geändert",
    "ended": "beendet",
    "published": "veröffentlicht",
    "interpolated": "interpoliert",
    "measured": "gemessen",
    "missing": "fehlt",
}
LOCALES = {
    "de": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", "\N{NO-BREAK SPACE}€"], "minus": MINUS},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": MINUS},
}


def word(text: str, language: str) -> str:
    """One word of a table as a reader says it."""
    return DE.get(text, text) if language == "de" else text.replace("_", " ")


def worded(column: str, language: str) -> pl.Expr:
    """The same for a column."""
    known = DE if language == "de" else {text: text.replace("_", " ") for text in DE}
    return pl.col(column).cast(pl.String).replace(known)


def number(value: float, language: str, decimals: int = 0) -> str:
    """A number in a sentence: 1.234,5 in German, 1,234.5 in English."""
    text = f"{value:,.{decimals}f}"
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", MINUS)
