"""Columns found by what published files call them, in any case, with or without a unit behind the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_UNIT = re.compile(r"[\s_]*[\[(]([^\])]*)[\])]\s*$")
_KNOWN_UNIT = re.compile(
    r"(?:^|[\s_\[(])(mwh|gwh|kwh|twh|tj|kt|mt|kg|g|t|tonnen|tonnes|tco2e?|ktco2e?|co2e?|%)(?=$|[\s_\])/])",
    re.IGNORECASE,
)
_SPELLING = {
    "mwh": "MWh", "gwh": "GWh", "kwh": "kWh", "twh": "TWh", "tj": "TJ", "kt": "kt", "mt": "Mt", "kg": "kg", "g": "g",
    "t": "t", "tonnen": "t", "tonnes": "t", "tco2": "t", "tco2e": "t", "ktco2": "kt", "ktco2e": "kt", "%": "%",
}  # fmt: skip


def found_columns(present: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Our name to the header as written, for each of our names that is there; the first alias wins, none twice."""
    there: dict[str, str] = {}
    for header in present:
        there.setdefault(header.strip().casefold(), header)
        there.setdefault(_UNIT.sub("", header.strip()).casefold(), header)
    found: dict[str, str] = {}
    for ours, aliases in names.items():
        for alias in aliases:
            if alias in there and there[alias] not in found.values():
                found[ours] = there[alias]
                break
    return found


def unit_of(text: str) -> str:
    """The unit that a header or a cell of a unit column names, as we write it; empty where it names none."""
    spelled = re.sub(r"[\s_]*co2\s*[_-]?(?:eq|äq|e)?\b\.?", "", text.strip(), flags=re.IGNORECASE)
    for candidate in (text.strip(), spelled, *(match.group(1) for match in _KNOWN_UNIT.finditer(text))):
        if (unit := _SPELLING.get(candidate.strip().casefold())) is not None:
            return unit
    return ""


def without_unit(header: str) -> str:
    """`Erdgas` for the header `Erdgas [MWh]`; brackets that hold no unit stay."""
    bare = _UNIT.sub("", header.strip())
    return bare if bare and unit_of(header[len(bare) :]) else header.strip()
