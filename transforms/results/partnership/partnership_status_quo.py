"""What every partner emits in the one base year, sector by sector, agriculture and land use among them."""

from __future__ import annotations

import polars as pl

from transforms.results.exact.exactly import rounded
from transforms.results.partnership.read_partners import read_emissions, read_partners

_SCHEMA = {
    "period": pl.String, "base_year": pl.Int64, "municipality_code": pl.String, "municipality_name": pl.String,
    "sector": pl.String, "emissions_t_co2e": pl.Float64, "sectors_missing": pl.Int64, "source": pl.String,
    "status": pl.String,
}  # fmt: skip


def partnership_status_quo(
    municipality_base: pl.LazyFrame, partner_emissions: pl.LazyFrame, period: str, base_year: int | None = None
) -> pl.LazyFrame:
    """One row per partner and sector that any partner states, and one `total` per partner (t CO2e, base year).

    A sector that a partner does not state is `missing`, and so is that partner's total. Without `base_year` it is the
    latest year of the table; rows of other years are left out and told by `partnership_findings`. Figures are
    `published`, unless the table says of its own rows that they were computed.
    """
    emissions = read_emissions(partner_emissions, base_year)
    origin = "computed" if "status" in partner_emissions.collect_schema().names() else "published"
    rows = []
    for code, partner in read_partners(municipality_base).items():
        lines = [(sector, emissions.by_key.get((code, sector)), int(emissions.by_key.get((code, sector)) is None),
                  emissions.sources.get((code, sector))) for sector in emissions.sectors]  # fmt: skip
        lines.append(("total", emissions.total(code), emissions.missing(code), None))
        for sector, value, missing, source in lines:
            rows.append({
                "period": period, "base_year": emissions.base_year, "municipality_code": code,
                "municipality_name": partner["municipality_name"], "sector": sector,
                "emissions_t_co2e": rounded(value, 3), "sectors_missing": missing, "source": source,
                "status": "missing" if value is None else "computed" if sector == "total" else origin,
            })  # fmt: skip
    return pl.DataFrame(rows, schema=_SCHEMA).lazy()
