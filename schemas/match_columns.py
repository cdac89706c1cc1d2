"""Which header of a published table is which of our columns, and the unit that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemas.errors import StadtlandError
from schemas.header_unit import bare_header, header_unit
from schemas.units import convert


@dataclass(frozen=True)
class Wanted:
    """A column of ours: what it may be called, best name first, and its unit if it has one."""

    names: Sequence[str]
    unit: str | None = None


@dataclass(frozen=True)
class Match:
    """The header as printed; `unit` only where it is another one than the column's, to be converted."""

    header: str
    unit: str | None = None


def match_columns(headers: Sequence[str], wanted: Mapping[str, Wanted]) -> dict[str, Match]:
    """Column by column its header, for those that are there.

    A name goes in any case, with blanks or underscores, with the mark of a footnote; `energy_GWh`, `Energy [GWh]` is
    `energy_MWh` in another unit. A header without a unit is none of a column that every name gives one.
    """
    spelled = {header.strip().casefold(): header for header in reversed(headers)}
    return {
        column: match
        for column, one in wanted.items()
        if (match := _exactly(one, spelled) or _alike(one, headers)) is not None
    }


def _exactly(wanted: Wanted, spelled: Mapping[str, str]) -> Match | None:
    for name in wanted.names:
        header = spelled.get(name.strip().casefold())
        if header is not None:
            return Match(header, _other_unit(header, wanted.unit))
    return None


def _alike(wanted: Wanted, headers: Sequence[str]) -> Match | None:
    for name in wanted.names:
        for header in headers:
            if not bare_header(header) or bare_header(header) != bare_header(name):
                continue
            stated = header_unit(header)
            if stated is None and header_unit(name) is None:
                return Match(header)
            if stated is not None and _converts(stated, wanted.unit):
                return Match(header, _other_unit(header, wanted.unit))
    return None


def _other_unit(header: str, unit: str | None) -> str | None:
    stated = header_unit(header)
    if stated is None or unit is None or not _converts(stated, unit):
        return None
    stated = _as_gas(stated, unit)
    return None if convert(stated, unit) == 1 else stated


def _converts(stated: str, unit: str | None) -> bool:
    if unit is None:
        return False
    try:
        convert(_as_gas(stated, unit), unit)
    except StadtlandError:  # the two measure different things: some other column
        return False
    return True


def _as_gas(stated: str, unit: str) -> str:
    """`kt` in the header of a column of greenhouse gas is kt CO2e, and the other way round."""
    if unit.endswith(" CO2e") and not stated.endswith("CO2e"):
        return f"{stated} CO2e"
    return stated.removesuffix(" CO2e") if not unit.endswith("CO2e") else stated
