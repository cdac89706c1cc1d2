"""Everything in a climate partnership's tables that contradicts itself, is credited twice, or is open."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from transforms.results.findings.findings_frame import findings_frame
from transforms.results.findings.line import Line, line
from transforms.results.partnership.base_findings import base_findings, strangers
from transforms.results.partnership.credited_reductions import credited_reductions
from transforms.results.partnership.land_balance import land_balance
from transforms.results.partnership.land_findings import land_findings
from transforms.results.partnership.net_findings import credit_findings, emission_findings
from transforms.results.partnership.read_partners import read_emissions, read_partners, read_rows


def partnership_findings(
    municipality_base: pl.LazyFrame,
    period: str,
    partner_emissions: pl.LazyFrame | None = None,
    partner_reductions: pl.LazyFrame | None = None,
    land_cover: pl.LazyFrame | None = None,
    land_needs: pl.LazyFrame | None = None,
    compatible_indicators: pl.LazyFrame | None = None,
    base_year: int | None = None,
    removals: str = "natural forest",
    tolerance_share: float = 0.0,
    tolerance_ha: float = 3.0,
) -> pl.LazyFrame:
    """One row per rule and subject: stated, recomputed, difference, verdict; whichever of the tables there are.

    Findings change no number. Printed shares may always be off by half of their eighth decimal; `tolerance_ha` is how
    much ten classes in whole hectares may miss a total in whole hectares: by rounding alone up to 5.5 ha, and by up to
    3 ha in the land statistics of all 11,097 German municipalities (2021); half of them miss it.
    """
    partners = read_partners(municipality_base)
    emitted, reduced = read_rows(partner_emissions), read_rows(partner_reductions)
    needed, scored = read_rows(land_needs), read_rows(compatible_indicators)
    emissions = read_emissions(partner_emissions, base_year)
    found: list[Line] = list(base_findings(partners, emissions.base_year, Decimal(str(tolerance_share))))
    named = {"partner_emissions": emitted, "partner_reductions": reduced, "partner_reductions.credited_to": reduced,
             "land_needs": needed, "compatible_indicators": scored}  # fmt: skip
    found += strangers(partners, named)
    found += emission_findings(emissions, emitted, list(partners), removals)
    found += credit_findings(credited_reductions(reduced, set(partners)))
    if land_cover is not None:
        balance = land_balance(land_cover, period, municipality_base, land_needs).collect().to_dicts()
        found += land_findings(balance, Decimal(str(tolerance_ha)))
        for code in sorted(set(partners) - {row["municipality_code"] for row in balance}):
            found.append(line("land_cover_is_there", code, "not checked",
                              ("keine Zeile in land_cover", "no row in land_cover"), unit="ha"))  # fmt: skip
    for row in scored:
        if row["bound_0"] == row["bound_100"]:
            found.append(line("bounds_differ", f"{row['municipality_code']}: {row['field']}: {row['indicator']}",
                              "rule broken", ("beide Grenzen sind gleich: keine Punktzahl",
                                              "both bounds are equal: no score"), unit=row.get("unit")))  # fmt: skip
    return findings_frame(found, period)
