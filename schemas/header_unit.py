"""The header of a published column: its name, and the unit that it states in brackets, behind a comma or within."""

from __future__ import annotations

import re

from schemas.units import canonical, known_units

_MARK = re.compile(r"(?<!m)[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+(?=\s|$|[\[(,;:_])")
_CO2 = r"(?:[\s_.]*co[2₂](?:[\s_-]*(?:e|eq|äq|äqu|aeq|äquivalente?|equivalents?)(?![a-zäöü]))?)?"
_PER = r"[\s_]*(?:/|\bpro\b|\bper\b|\bje\b|_per_|_pro_|_je_)[\s_]*"
_EDGE, _END = r"(?<![a-zäöüß0-9])", r"(?![a-zäöüß0-9])"
_SPELLED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_EDGE}(g|kg|t){_CO2}{_PER}(kwh|mwh|gwh|mj|gj|tj){_END}", re.IGNORECASE), "factor"),
    (re.compile(rf"{_EDGE}(kwh|mwh|gwh|twh|mj|gj|tj|pj)(?:/a)?{_END}", re.IGNORECASE), "energy"),
    (re.compile(rf"{_EDGE}(kg|kt|t|mio\.? ?t|tsd\.? ?t|tonnen|tonnes?|tons?|kilotonn?e[ns]?){_CO2}(?:/a)?{_END}",
                re.IGNORECASE), "mass"),
    (re.compile(rf"{_EDGE}(Mt){_CO2}(?:/a)?{_END}"), "mass"),
    (re.compile(rf"{_EDGE}(teur|t€|tsd\.? ?(?:€|eur|euro)|mio\.? ?(?:€|eur|euro)|mrd\.? ?(?:€|eur|euro)|eur|euro|€)"
                r"(?![a-zäöüß0-9])", re.IGNORECASE), "money"),
    (re.compile(rf"(%|{_EDGE}(?:prozent|percent){_END})", re.IGNORECASE), "share"),
    (re.compile(rf"{_EDGE}(km2|km²|m2|m²|ha){_END}", re.IGNORECASE), "area"),
    (re.compile(rf"{_EDGE}(kwp|mwp|kw|mw|gw){_END}", re.IGNORECASE), "power"),
)  # fmt: skip
_NAMES = {unit.casefold(): unit for unit in known_units()} | {
    "tonnen": "t", "tonne": "t", "tonnes": "t", "ton": "t", "tons": "t", "t€": "TEUR", "€": "EUR", "euro": "EUR",
    "mio t": "Mt", "tsd t": "kt", "mio €": "Mio. EUR", "mio eur": "Mio. EUR", "mio euro": "Mio. EUR",
    "mrd €": "Mrd. EUR", "mrd eur": "Mrd. EUR", "mrd euro": "Mrd. EUR", "tsd €": "TEUR", "tsd eur": "TEUR",
    "%": "%", "prozent": "%", "percent": "%", "tsd euro": "TEUR", "km²": "km2", "m²": "m2", "mj": "MJ",
    "kwp": "kWp", "mwp": "MWp", "mw": "MW", "kw": "kW",
}  # fmt: skip


def header_unit(header: str) -> str | None:
    """The unit that a header states, as this house spells it; None where it states none we know.

    A mass beside CO2, emissions or reductions is one of greenhouse gas: `t` alone is left as `t`.
    """
    found = _found(_clean(header))
    return None if found is None else found[1]


def bare_header(header: str) -> str:
    """The name without unit, footnote marks, brackets and case, in single blanks: what two writers agree on."""
    text = _clean(header)
    found = _found(text)
    if found is not None:
        at, end = found[0].span()
        rest = text[:at] + " " + text[end:]
        text = rest if re.search(r"[a-zäöüß]", rest, re.IGNORECASE) else text
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("₂", "2")))


def _clean(header: str) -> str:
    return re.sub(r"\s+", " ", _MARK.sub("", header)).strip()


def _found(text: str) -> tuple[re.Match[str], str] | None:
    for pattern, quantity in _SPELLED:
        for match in pattern.finditer(text):
            unit = _unit(match, quantity)
            if unit is not None:
                return match, unit
    return None


def _unit(match: re.Match[str], quantity: str) -> str | None:
    spelled = re.sub(r"\.", "", match.group(1)).casefold() if match.group(1) != "Mt" else "Mt"
    spelled = re.sub(r"(?<=mio|mrd|tsd)\s?(?=\S)", " ", spelled)
    if quantity == "factor":
        per = _NAMES[match.group(2).casefold()]
        unit = f"{spelled} CO2e/{per}"
        return unit if unit in known_units() else None
    unit = "Mt" if spelled == "Mt" else _NAMES.get(spelled, "")
    if not unit:
        return None
    is_gas = quantity == "mass" and "co" in match.group().casefold().replace("₂", "2")
    return canonical(f"{unit} CO2e" if is_gas else unit)
