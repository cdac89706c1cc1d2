"""One row per heat meter and year, as the utility's database holds it: three years of readings (kWh).

Written as Parquet; `sources.synthetic.postgresql` loads it into a server, where the exchange reads it.

| defect | rule it breaks | what stands there |
|---|---|---|
| meter exchanged, register runs backwards | energy_mwh_is_at_least | a negative reading |
| pulses counted as kWh | energy_is_plausible | a thousand times too much |
| booked twice | meter_number_year_is_unique | the meter and year of another row |
| read in another century | reading_lies_in_its_year | 1925 for 2025 |
| a district nobody defined | district_is_allowed | `Gewerbepark` |
| no postcode | postcode_is_present | NULL |
| no reading | energy_mwh_is_present | NULL |
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from sources.synthetic.buildings import HEATING_TYPES
from sources.synthetic.defects import Defect, plant
from sources.synthetic.draw import Indices
from sources.synthetic.energy_certificates import owners

FILE = "waermezaehler.parquet"
YEARS = (2023, 2024, 2025)
_WEATHER = (0.94, 0.91, 1.0)

DEFECTS = (
    Defect("energy_mwh_is_at_least", 0.002, {"verbrauch_kwh": -pl.col("verbrauch_kwh") - 1}),
    Defect("energy_is_plausible", 0.001, {"verbrauch_kwh": pl.col("verbrauch_kwh").clip(6000) * 1000}),
    Defect("meter_number_year_is_unique", 0.002, {}, copies=("zaehlernummer", "jahr", "ablesedatum")),
    Defect("reading_lies_in_its_year", 0.001, {"ablesedatum": pl.col("ablesedatum").dt.offset_by("-100y")}),
    Defect("district_is_allowed", 0.001, {"stadtteil": pl.lit("Gewerbepark")}),
    Defect("postcode_is_present", 0.001, {"plz": pl.lit(None, pl.String)}),
    Defect("energy_mwh_is_present", 0.002, {"verbrauch_kwh": pl.lit(None, pl.Float64)}),
)


def heat_meters(folder: Path, stock: pl.DataFrame, rng: np.random.Generator) -> tuple[Path, int, dict[str, int]]:
    """Write the readings of every building on district heat; returns the file, its rows and the planted defects."""
    stock = stock.with_columns(owner=owners(rng, stock)).filter(pl.col("heating_type") == HEATING_TYPES[2])
    meters, years = stock.height, len(YEARS)
    # Old houses use less than computed, new ones more (the "prebound effect": Sunikka-Blank and Galvin, 2012).
    behaviour = np.interp(stock["built_year"].to_numpy(), (1900, 1975, 2024), (0.72, 0.82, 1.12))
    usual = stock["energy_kwh"].to_numpy() * behaviour * rng.lognormal(0.0, 0.22, meters)
    reading = np.outer(usual, _WEATHER) * rng.lognormal(0.0, 0.06, (meters, years))
    number = (np.arange(meters, dtype=np.int64) * 7_919 + 13) % 10**7
    frame = pl.DataFrame(
        {
            "zaehlernummer": (
                "WMZ-" + pl.Series(number).cast(pl.String).str.zfill(7) + "-" + pl.Series(number % 97).cast(pl.String)
            ).gather(np.repeat(np.arange(meters), years)),
            "kunde": stock["owner"].gather(np.repeat(np.arange(meters), years)),
            "strasse": stock["street"].gather(np.repeat(np.arange(meters), years)),
            "hausnummer": stock["house_number"].gather(np.repeat(np.arange(meters), years)),
            "plz": stock["postcode"].gather(np.repeat(np.arange(meters), years)),
            "stadtteil": stock["district"].gather(np.repeat(np.arange(meters), years)),
            "jahr": pl.Series(np.tile(np.array(YEARS, np.int32), meters)),
            "verbrauch_kwh": pl.Series(reading.ravel().round(1)),
            "ablesedatum": pl.Series(np.tile(_reading_days(), meters) + rng.integers(-20, 21, meters * years)).cast(
                pl.Int32
            ),
        }
    ).with_columns(pl.col("ablesedatum").cast(pl.Date))
    frame, planted = plant(frame, DEFECTS, rng)
    path = folder / FILE
    frame.write_parquet(path, compression="zstd", statistics=False)
    return path, frame.height, planted


def _reading_days() -> Indices:
    return np.array([(date(year, 12, 15) - date(1970, 1, 1)).days for year in YEARS])
