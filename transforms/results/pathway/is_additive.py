"""Whether the values of several years may be added: tonnes a year may, shares and figures per head may not."""

from __future__ import annotations

_PER_YEAR = ("/a", "/yr", "/year", "/jahr", " p.a.", " pro jahr", " per year", " je jahr")
_NEVER = (
    *(
        "",
        "1",
        "%",
        "‰",
        "°c",
        "prozent",
        "percent",
        "kw",
        "mw",
        "gw",
        "kwp",
        "mwp",
        "ha",
        "km",
        "m2",
        "km2",
        "m²",
        "km²",
    ),
    *("anzahl", "stück", "personen", "einwohner", "persons", "inhabitants", "count", "index", "punkte", "points"),
)
"""Shares and states: installed capacity, land or people of two years added are neither."""


def is_additive(unit: str) -> bool:
    """`t CO2e`, `t CO2e/a`, `MWh` yes; `%`, `t CO2e/person`, `kW`, `ha` no."""
    plain = unit.strip().casefold()
    for ending in _PER_YEAR:
        plain = plain.removesuffix(ending)
    return plain.strip() not in _NEVER and "/" not in plain and " je " not in plain and " pro " not in plain
