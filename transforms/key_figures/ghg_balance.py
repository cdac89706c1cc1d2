"""Emissions by sector and their total, one group of figures per municipality and year of the balance."""

from __future__ import annotations

import polars as pl

from schemas.evidence import Figure, Text

_FORMULA = Text(
    de="Energie (MWh) × Faktor (g/kWh) / 1000, summiert über die Energieträger",
    en="energy (MWh) × factor (g/kWh) / 1000, summed over carriers",
)
_SOURCE = "BISKO, ifeu 2019, section 3"


def ghg_balance(frame: pl.LazyFrame) -> tuple[Figure, ...]:
    """One figure per sector and one for their sum (t CO2e); a sector with a missing row is missing as a whole."""
    kilograms = (pl.col("emissions_t_co2e") * 1000).round(0).cast(pl.Int64)
    is_known = kilograms.is_not_null().all()
    by_sector = (
        frame.group_by("city", "year", "sector")
        .agg(kilograms=pl.when(is_known).then(kilograms.sum()))
        .sort("city", "year", "sector", nulls_last=True)
        .collect()
    )
    figures: list[Figure] = []
    for (city, year), sectors in by_sector.group_by("city", "year", maintain_order=True):
        group = Text(
            de=f"Treibhausgase {city or ''} {year}".strip(), en=f"Greenhouse gases {city or ''} {year}".strip()
        )
        for row in sectors.iter_rows(named=True):
            name = row["sector"].replace("_", " ")
            figures.append(_figure(group, Text(de=_GERMAN.get(row["sector"], name), en=name), row["kilograms"]))
        total = None if sectors["kilograms"].null_count() else int(sectors["kilograms"].sum())
        figures.append(_figure(group, Text(de="Summe", en="Total"), total, is_total=True))
    return tuple(figures)


def _figure(group: Text, label: Text, kilograms: int | None, *, is_total: bool = False) -> Figure:
    return Figure(
        table="ghg_balance",
        group=group,
        label=label,
        value=None if kilograms is None else kilograms / 1000,
        unit="t CO2e",
        status="missing" if kilograms is None else "computed",
        formula=_FORMULA,
        source=_SOURCE,
        decimals=0,
        is_total=is_total,
    )


_GERMAN = {
    "afolu": "Land- und Forstwirtschaft, Landnutzung",
    "agriculture": "Landwirtschaft",
    "buildings": "Gebäude",
    "households": "private Haushalte",
    "industry": "Industrie",
    "land_use": "Landnutzung",
    "municipal": "kommunale Einrichtungen",
    "other": "Sonstiges",
    "services": "Gewerbe, Handel, Dienstleistungen",
    "transport": "Verkehr",
    "waste": "Abfall",
}
