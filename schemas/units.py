"""One unit of measure is one row: its name, what it measures, and how many canonical units it holds.

The canonical unit of each quantity (the one our column names end with) has the factor 1. Factors are exact fractions:
1 MWh = 3.6 GJ by definition of the watt-hour (BIPM, The International System of Units, 9th ed. 2019, table 8).
"""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction

from schemas.errors import StadtlandError

_QUANTITIES: dict[str, dict[str, str]] = {
    "energy": {
        "MWh": "1", "Wh": "1/1000000", "kWh": "1/1000", "GWh": "1000", "TWh": "1000000",
        "J": "1/3600000000", "kJ": "1/3600000", "MJ": "1/3600", "GJ": "10/36", "TJ": "10000/36", "PJ": "10000000/36",
    },
    "power": {"kW": "1", "W": "1/1000", "MW": "1000", "GW": "1000000"},
    "peak power": {"kWp": "1", "Wp": "1/1000", "MWp": "1000"},
    "mass": {"t": "1", "g": "1/1000000", "kg": "1/1000", "kt": "1000", "Mt": "1000000"},
    "greenhouse gas": {
        "t CO2e": "1", "g CO2e": "1/1000000", "kg CO2e": "1/1000", "kt CO2e": "1000", "Mt CO2e": "1000000",
    },
    "greenhouse gas per head": {"t CO2e/person": "1", "kg CO2e/person": "1/1000"},
    "emission factor": {
        "g CO2e/kWh": "1", "kg CO2e/kWh": "1000", "t CO2e/MWh": "1000", "kg CO2e/MWh": "1", "t CO2e/GWh": "1",
        "g CO2e/MJ": "36/10", "kg CO2e/GJ": "36/10", "t CO2e/TJ": "36/10",
    },
    "area": {"ha": "1", "m2": "1/10000", "a": "1/100", "km2": "100"},
    "specific energy": {"kWh/m2": "1", "MWh/m2": "1000", "kWh/ha": "1/10000", "MWh/ha": "1/10"},
    "money": {"EUR": "1", "ct": "1/100", "TEUR": "1000", "Mio. EUR": "1000000", "Mrd. EUR": "1000000000"},
    "specific cost": {"EUR/t CO2e": "1", "TEUR/t CO2e": "1000", "EUR/kg CO2e": "1000"},
    "energy price": {"EUR/MWh": "1", "ct/kWh": "10", "EUR/kWh": "1000"},
    "share": {"1": "1", "%": "1/100", "‰": "1/1000"},
    "distance": {"km": "1", "m": "1/1000"},
    "passenger transport": {"Pkm": "1", "Mio. Pkm": "1000000"},
    "goods transport": {"tkm": "1", "Mio. tkm": "1000000"},
    "vehicle transport": {"Fzkm": "1", "Mio. Fzkm": "1000000"},
    "volume": {"m3": "1", "l": "1/1000"},
    "temperature": {"°C": "1"},
    "duration": {"h": "1", "min": "1/60", "s": "1/3600", "d": "24"},
}  # fmt: skip
_SPELLINGS = {
    "€": "EUR", "Euro": "EUR", "T€": "TEUR", "Tsd. EUR": "TEUR", "Tsd. €": "TEUR", "Mio. €": "Mio. EUR",
    "Mrd. €": "Mrd. EUR", "Cent": "ct", "m²": "m2", "km²": "km2", "Ar": "a", "m³": "m3", "Liter": "l", "Prozent": "%",
    "Anzahl": "1", "Stück": "1", "kWh/m²": "kWh/m2", "Personenkilometer": "Pkm", "Tonnenkilometer": "tkm",
    "EUR/t": "EUR/t CO2e", "€/t": "EUR/t CO2e", "€/t CO2e": "EUR/t CO2e", "€/MWh": "EUR/MWh",
    "g/kWh": "g CO2e/kWh", "kg/kWh": "kg CO2e/kWh", "t/MWh": "t CO2e/MWh", "kg/MWh": "kg CO2e/MWh",
    "g/MJ": "g CO2e/MJ", "kg/GJ": "kg CO2e/GJ", "t/TJ": "t CO2e/TJ",
    **{f"{mass} CO2{end}": f"{mass} CO2e" for mass in ("g", "kg", "t", "kt", "Mt") for end in ("-Äq", "-eq", "eq")},
}  # fmt: skip
_UNITS: dict[str, tuple[str, Fraction]] = {
    unit: (quantity, Fraction(factor)) for quantity, units in _QUANTITIES.items() for unit, factor in units.items()
}


def known_units() -> dict[str, str]:
    """Every unit by its own name, with the quantity that it measures."""
    return {unit: quantity for unit, (quantity, _) in _UNITS.items()}


def canonical(unit: str) -> str:
    """The unit's one name in this house: `m²` is `m2`, `€` is `EUR`; `unit-unknown` names near matches."""
    name = " ".join(unit.split())
    name = _SPELLINGS.get(name, name)
    if name not in _UNITS:
        folded = {known.casefold(): known for known in (*_SPELLINGS, *_UNITS)}
        near = [folded[match] for match in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
        raise StadtlandError("unit-unknown", unit=unit, near=", ".join(near) or ", ".join(_UNITS))
    return name


def convert(unit_from: str, unit_to: str) -> Fraction:
    """The exact factor that turns a figure in `unit_from` into one in `unit_to`.

    `unit-unknown` when either is not in the list, `unit-mismatch` when they measure different quantities.
    """
    quantity_from, factor_from = _UNITS[canonical(unit_from)]
    quantity_to, factor_to = _UNITS[canonical(unit_to)]
    if quantity_from != quantity_to:
        raise StadtlandError(
            "unit-mismatch", unit_from=unit_from, quantity_from=quantity_from, unit_to=unit_to, quantity_to=quantity_to
        )
    return factor_from / factor_to
