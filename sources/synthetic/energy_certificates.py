"""One row per energy certificate of a building, as the Land's register exports it: CSV, Latin-1, decimal comma.

| defect | rule it breaks | what stands there |
|---|---|---|
| energy not known, or known too well | energy_mwh_is_readable | `k. A.`; a decimal point instead of the comma |
| sign lost its meaning | energy_mwh_is_at_least | `-18234,5` |
| unit slip | energy_is_plausible_for_the_area | MWh or Wh written into the column of kWh |
| built in the future | built_year_is_not_after_issue_date | 2052 for 2025 |
| no such day | issue_date_is_readable | `31.02.2023` |
| registered twice | certificate_number_is_unique | the number of another row |
| no postcode | postcode_is_present | empty |
| postcode taken for a number | postcode_is_well_formed | `101` for `00101`, as spreadsheets do |
| a heating nobody defined | heating_type_is_allowed | `Therme (alt)` |
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sources.synthetic.defects import Defect, plant
from sources.synthetic.draw import categories, frequent_first, pick
from sources.synthetic.german_csv import german_number, write_german_csv
from sources.synthetic.names import FEMALE, MALE, ORGANISATIONS, SURNAMES, latin_1

FILE = "energieausweise.csv"

DEFECTS = (
    Defect("energy_mwh_is_readable", 0.002, {"energy": pl.lit("k. A.")}),
    Defect("energy_mwh_is_readable", 0.001, {"energy": pl.col("energy").str.replace(",", ".", literal=True)}),
    Defect("energy_mwh_is_at_least", 0.001, {"energy": "-" + pl.col("energy")}),
    Defect("energy_is_plausible_for_the_area", 0.001, {"energy": german_number(pl.col("energy_kwh") / 1000, 1)}),
    Defect("energy_is_plausible_for_the_area", 0.0005, {"energy": german_number(pl.col("energy_kwh") * 1000, 1)}),
    Defect("built_year_is_not_after_issue_date", 0.001, {"built_year": pl.lit("2052")}),
    Defect("issue_date_is_readable", 0.0005, {"issue_date": "31.02." + pl.col("issue_date").str.tail(4)}),
    Defect("certificate_number_is_unique", 0.001, {}, copies=("certificate_number",)),
    Defect("postcode_is_present", 0.002, {"postcode": pl.lit("")}),
    Defect("postcode_is_well_formed", 0.001, {"postcode": pl.col("postcode").str.strip_chars_start("0")}),
    Defect("heating_type_is_allowed", 0.001, {"heating_type": pl.lit("Therme (alt)")}),
)
"""Shares of rows, each on rows of its own."""


def energy_certificates(folder: Path, stock: pl.DataFrame, rng: np.random.Generator) -> tuple[Path, dict[str, int]]:
    """Write one certificate for every building of the stock; returns the file and its planted defects by rule."""
    rows = stock.height
    issued = _issue_days(rng, stock["built_year"].to_numpy())
    number = (np.arange(rows, dtype=np.int64) * 7_368_787 + int(rng.integers(0, 10**9))) % 10**9
    frame = stock.with_columns(
        pl.Series("issue_date", issued).cast(pl.Date).dt.to_string("%d.%m.%Y"),
        pl.Series("number", number).cast(pl.String).str.zfill(9),
        owner=owners(rng, stock),
        energy=german_number("energy_kwh", 1),
        built_year=pl.col("built_year").cast(pl.String),
        phone=pl.concat_str(pl.lit("0000 / "), pl.Series(rng.integers(100_000, 999_999, rows)).cast(pl.String)),
        remark=pick(("", "Aushang im Treppenhaus", "Begehung mit Mieter", "Unterlagen fehlen"),
                    categories(rng, (88, 6, 4, 2), rows)),
    ).with_columns(certificate_number="ZZ-" + pl.col("issue_date").str.tail(4) + "-" + pl.col("number"))  # fmt: skip
    frame, planted = plant(frame, DEFECTS, rng)
    written = frame.select(
        pl.col("certificate_number").alias("Registriernummer"),
        pl.col("issue_date").alias("Ausstellungsdatum"),
        pl.col("owner").alias("Eigentümer"),
        pl.col("phone").alias("Telefon"),
        pl.col("street").alias("Straße"),
        pl.col("house_number").alias("Hausnummer"),
        pl.col("postcode").alias("PLZ"),
        pl.col("building_type").alias("Gebäudetyp"),
        pl.col("built_year").alias("Baujahr"),
        pl.col("dwellings").alias("Wohneinheiten"),
        pl.col("floor_area_m2").alias("Wohnfläche m²"),
        pl.col("heating_type").alias("Heizungsart"),
        pl.col("energy").alias("Endenergie kWh/a"),
        pl.col("remark").alias("Bemerkung"),
    )
    path = folder / FILE
    write_german_csv(written, path, encoding="latin-1")
    return path, planted


def owners(rng: np.random.Generator, stock: pl.DataFrame) -> pl.Series:
    """Who owns each building: persons the small ones, companies and owners' associations the large ones."""
    rows = stock.height
    women = pick(latin_1(FEMALE), frequent_first(rng, len(FEMALE), rows))
    men = pick(latin_1(MALE), frequent_first(rng, len(MALE), rows))
    surname = pick(latin_1(SURNAMES), frequent_first(rng, len(SURNAMES), rows))
    firm = pick(ORGANISATIONS, categories(rng, (30, 25, 14, 12, 6, 5, 8), rows))
    is_woman, chance = pl.Series(rng.random(rows) < 0.48), pl.Series(rng.random(rows))
    private = {"Einfamilienhaus": 0.97, "Reihenhaus": 0.95, "Mehrfamilienhaus": 0.58, "Großes Mehrfamilienhaus": 0.12}
    address = pl.concat_str("street", pl.lit(" "), "house_number")
    return stock.select(
        pl.when(chance < pl.col("building_type").replace_strict(private, return_dtype=pl.Float64))
        .then(pl.lit(surname) + ", " + pl.when(is_woman).then(pl.lit(women)).otherwise(pl.lit(men)))
        .when(chance < 0.8)
        .then(pl.lit(firm))
        .otherwise("WEG " + address)
        .alias("owner")
    ).to_series()


def _issue_days(rng: np.random.Generator, built: NDArray[np.int64]) -> NDArray[np.int32]:
    """Days since 1970: certificates hold ten years, so 2016 to 2025, and never before the house stood."""
    first = np.maximum(built, 2016) - 1970
    start = (first.astype("datetime64[Y]")).astype("datetime64[D]").astype(np.int64)
    end = np.datetime64("2026-01-01", "D").astype(np.int64)
    days: NDArray[np.int32] = (start + rng.random(len(built)) * (end - start)).astype(np.int32)
    return days
