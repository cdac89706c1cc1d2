"""What is wrong with emissions and reductions: other years and methods, missing sectors, a reduction credited twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from transforms.results.findings.line import Line, line
from transforms.results.partnership.credited_reductions import Credit
from transforms.results.partnership.read_partners import PartnerEmissions

_AGRICULTURE = frozenset(("agriculture", "landwirtschaft", "agri"))
_INDUSTRY = frozenset(("industry", "industrie", "economy", "wirtschaft", "energy", "energie", "stationary energy"))
"""Sectors that hold industry: a balance that is not parted further states it, too."""
_LAND_USE = frozenset(("land use", "landnutzung", "lulucf", "forest", "forestry", "wald"))
_UNUSABLE = {
    "credited to nobody": ("niemandem angerechnet: zählt nicht", "credited to nobody: does not count"),
    "credited to no partner": (
        "keiner Partnergemeinde angerechnet: zählt nicht",
        "credited to no partner: not counted",
    ),
    "credited already": ("mehrfach angerechnet: zählt einmal", "credited more than once: counts once"),
}


def emission_findings(
    emissions: PartnerEmissions, rows: list[dict[str, Any]], partners: list[str], removals: str = "natural forest"
) -> Iterator[Line]:
    """One base year, one method, one factor set; every sector at every partner; no negative key; forest counted once.

    `removals` says where the net takes them from, as in `partnership_net`.
    """
    others = sorted({row["year"] for row in rows} - {emissions.base_year})
    for year in others:
        count = sum(row["year"] == year for row in rows)
        yield line("one_base_year", str(year), "rule broken",
                   (f"{count} Zeilen eines anderen Jahres zählen nicht", f"{count} rows of another year are left out"),
                   printed=year, recomputed=emissions.base_year, unit="year", tolerance=0)  # fmt: skip
    used = [row for row in rows if row["year"] == emissions.base_year and row["municipality_code"] in partners]
    for column, german in (("method", "Verfahren"), ("factor_set", "Faktorensätze")):
        stated = {row[column] for row in used if row.get(column)}
        if len(stated) > 1:
            yield line(f"one_{column}", ", ".join(sorted(stated)), "rule broken",
                       (f"{len(stated)} {german} in einem Status quo", f"{len(stated)} of {column} in one status quo"),
                       printed=len(stated), recomputed=1, unit="1", tolerance=0)  # fmt: skip
    if emissions.sectors:
        yield from _expected_sectors(emissions.sectors, removals)
    for code in partners:
        for sector in emissions.sectors:
            if emissions.by_key.get((code, sector)) is None:
                yield line("every_sector_is_stated", f"{code}: {sector}", "not checked",
                           ("keine Angabe; fehlend ist nicht null", "not stated; missing is not zero"),
                           unit="t CO2e")  # fmt: skip
        total = emissions.total(code)
        if (printed := emissions.printed_totals.get(code)) is not None:
            verdict = "not checked" if total is None else "match" if abs(total - printed) <= 1 else "mismatch"
            yield line("sectors_sum_to_the_total", code, verdict,
                       ("gedruckte Summe und Summe der Sektoren; die gedruckte zählt nicht mit",
                        "printed total and sum of the sectors; the printed one is not added"),
                       printed=printed, recomputed=total, unit="t CO2e", tolerance=1)  # fmt: skip
        if total is not None and total < 0:
            yield line("key_is_not_negative", code, "noted",
                       ("Emissionen unter null: als Schlüssel nicht brauchbar", "emissions below zero: no key"),
                       printed=total, unit="t CO2e", tolerance=0)  # fmt: skip


def _expected_sectors(sectors: list[str], removals: str) -> Iterator[Line]:
    """What nobody states is missing in every sum alike, and no partner beside another shows it."""
    plain = {sector.lower().replace("_", " ").strip() for sector in sectors}
    for check, names, german in (
        ("industry_is_stated", _INDUSTRY, "Industrie"),
        ("agriculture_is_stated", _AGRICULTURE, "Landwirtschaft"),
        ("land_use_is_stated", _LAND_USE, "Landnutzung"),
    ):
        if not plain & names:
            yield line(check, "all partners", "not checked",
                       (f"{german} fehlt im Status quo: die Summen sind ohne sie",
                        "not in the status quo: its sums are without it"),
                       unit="t CO2e")  # fmt: skip
    if plain & _LAND_USE:
        once = removals == "in emissions"
        note = (("Landnutzung steht in den Emissionen, und keine Waldsenke daneben: zählt einmal",
                 "land use is in the emissions, and no forest sink beside them: counted once")
                if once else
                ("Landnutzung steht in den Emissionen: die Waldsenke zählt doppelt (removals: in emissions)",
                 "land use is in the emissions: the forest sink counts twice (removals: in emissions)"))  # fmt: skip
        yield line("removals_counted_once", "land use", "match" if once else "noted", note, unit="t CO2e")


def credit_findings(credits: list[Credit]) -> Iterator[Line]:
    """Every row of the reductions that does not count, with its reason; and those without a figure."""
    rows_of: dict[str, int] = {}
    for credit in credits:
        rows_of[credit.measure_id] = rows_of.get(credit.measure_id, 0) + 1
    for credit in credits:
        subject = f"{credit.measure_id}: {credit.credited_to or '-'}"
        if credit.reason is not None:
            yield line("credited_once", subject, "rule broken", _UNUSABLE[credit.reason],
                       printed=credit.reduction, recomputed=Decimal(0), unit="t CO2e", tolerance=None)  # fmt: skip
        if credit.reduction is None:
            yield line("reduction_is_stated", subject, "not checked",
                       ("ohne Minderung; fehlend ist nicht null", "no reduction stated; missing is not zero"),
                       unit="t CO2e")  # fmt: skip
    if credits:
        counted = {it.measure_id for it in credits if it.counts}
        clean = len(counted) == len(rows_of) == len(credits)
        yield line("credited_once", "all measures", "match" if clean else "mismatch",
                   (f"{len(counted)} von {len(rows_of)} Maßnahmen zählen, {len(credits)} Zeilen",
                    f"{len(counted)} of {len(rows_of)} measures count, {len(credits)} rows"),
                   printed=len(credits), recomputed=len(counted), unit="1", tolerance=0)  # fmt: skip
