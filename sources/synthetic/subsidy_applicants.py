"""One row per application to the city's refurbishment programme, as the office keeps it: an Excel workbook.

Every cell is text, as the office's export writes it: `12.500,00`, `03.04.2025`.

| defect | rule it breaks | what stands there |
|---|---|---|
| sum not known, or in English | cost_eur_is_readable | `ca. 15000`; `12500.50` |
| grant exceeds the cost | grant_is_not_above_cost | both sums exchanged |
| a date turned into a day number | application_date_is_readable | `45719` |
| a child applies | applicant_is_of_age | born in the year of the application |
| filed twice | application_number_is_unique | the number of another row |
| no income class | income_class_is_present | empty |
| a measure nobody defined | measure_type_is_allowed | `Sonstiges` |
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl

from schemas.errors import StadtlandError
from sources.synthetic.defects import Defect, plant
from sources.synthetic.draw import categories, frequent_first, pick
from sources.synthetic.german_csv import german_number
from sources.synthetic.names import FEMALE, MALE, SURNAMES

FILE = "foerderantraege.xlsx"
SHEET = "Anträge"
TITLE_ROWS = (
    "Förderprogramm Sanierung Musterstadt: Anträge 2025",
    "Auszug aus dem Fachverfahren, nur für den Dienstgebrauch",
)

MEASURES = ("Dämmung Fassade", "Dämmung Dach", "Fenstertausch", "Wärmepumpe", "Pelletheizung", "Solarthermie",
            "Anschluss Fernwärme")  # fmt: skip
_COST_EUR = (32_000, 21_000, 14_500, 34_000, 29_000, 11_500, 9_500)
INCOME_CLASSES = (
    "unter 20.000 €",
    "20.000 bis 40.000 €",
    "40.000 bis 60.000 €",
    "60.000 bis 90.000 €",
    "über 90.000 €",
)

DEFECTS = (
    Defect("cost_eur_is_readable", 0.004, {"cost": pl.lit("ca. 15000")}),
    Defect("cost_eur_is_readable", 0.004, {"cost": pl.col("cost_eur").cast(pl.String) + ".50"}),
    Defect("grant_is_not_above_cost", 0.004, {"cost": pl.col("grant"), "grant": pl.col("cost")}),
    Defect("application_date_is_readable", 0.004, {"application_date": pl.lit("45719")}),
    Defect("applicant_is_of_age", 0.003, {"birth_date": pl.lit("01.01.2025")}),
    Defect("application_number_is_unique", 0.003, {}, copies=("application_number",)),
    Defect("income_class_is_present", 0.004, {"income_class": pl.lit("")}),
    Defect("measure_type_is_allowed", 0.004, {"measure_type": pl.lit("Sonstiges")}),
)


def subsidy_applicants(
    folder: Path, stock: pl.DataFrame, rng: np.random.Generator, rows: int
) -> tuple[Path, dict[str, int]]:
    """Write `rows` applications, one per small house of the stock; returns the workbook and its planted defects.

    Raises ValueError where the stock has fewer small houses than that.
    """
    houses = stock.filter(pl.col("dwellings") == 1)
    chosen = np.sort(rng.choice(houses.height, rows, replace=False))
    frame, planted = plant(_applications(houses.select(pl.all().gather(chosen)), rng), DEFECTS, rng)
    path = folder / FILE
    _write_workbook(
        path,
        frame.select(
            pl.col("application_number").alias("Antragsnummer"),
            pl.col("application_date").alias("Antragsdatum"),
            pl.col("surname").alias("Name"),
            pl.col("first_name").alias("Vorname"),
            pl.col("birth_date").alias("Geburtsdatum"),
            pl.col("street").alias("Straße"),
            pl.col("house_number").alias("Hausnummer"),
            pl.col("postcode").alias("PLZ"),
            pl.col("household_size").cast(pl.String).alias("Personen im Haushalt"),
            pl.col("income_class").alias("Einkommensklasse"),
            pl.col("measure_type").alias("Maßnahme"),
            pl.col("cost").alias("Kosten €"),
            pl.col("grant").alias("Zuschuss €"),
            pl.col("iban").alias("IBAN"),
        ),
    )
    return path, planted


def _applications(houses: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    rows = houses.height
    is_woman = rng.random(rows) < 0.46
    income = categories(rng, (9, 25, 30, 24, 12), rows)
    measure = categories(rng, (14, 15, 19, 27, 7, 10, 8), rows)
    cost = (np.array(_COST_EUR)[measure] * (0.85 + 0.1 * income) * rng.lognormal(0.0, 0.3, rows)).clip(2_000, 180_000)
    cost_eur = (cost / 10).round().astype(np.int64) * 10
    rate = 0.42 - 0.06 * income
    grant_eur = np.minimum(cost_eur * rate, 30_000).round().astype(np.int64)
    first_day = np.datetime64("2025-01-02", "D").astype(np.int64)
    applied = first_day + rng.integers(0, 363, rows)
    born = applied - (rng.normal(54, 13, rows).clip(24, 90) * 365.25).astype(np.int64)
    women, men = (pick(names, frequent_first(rng, len(names), rows)) for names in (FEMALE, MALE))
    return houses.with_columns(
        pl.Series("application_date", applied.astype(np.int32)).cast(pl.Date).dt.to_string("%d.%m.%Y"),
        pl.Series("birth_date", born.astype(np.int32)).cast(pl.Date).dt.to_string("%d.%m.%Y"),
        pick(SURNAMES, frequent_first(rng, len(SURNAMES), rows)).alias("surname"),
        pl.when(pl.Series(is_woman)).then(pl.lit(women)).otherwise(pl.lit(men)).alias("first_name"),
        pl.Series("household_size", 1 + categories(rng, (22, 41, 17, 14, 6), rows)),
        pick(INCOME_CLASSES, income).alias("income_class"),
        pick(MEASURES, measure).alias("measure_type"),
        pl.Series("cost_eur", cost_eur),
        german_number(pl.lit(pl.Series(cost_eur)), 2, thousands=".").alias("cost"),
        german_number(pl.lit(pl.Series(grant_eur)), 2, thousands=".").alias("grant"),
        # Check digits 00 are never given, so no account can have this number.
        ("DE00 0000 " + pl.Series(rng.integers(0, 10**8, rows)).cast(pl.String).str.zfill(8)).alias("iban"),
        application_number="S25-" + pl.Series(100_000 + np.arange(rows)).cast(pl.String),
    )


def _write_workbook(path: Path, frame: pl.DataFrame) -> None:
    """Title rows, header, rows, and a line of sums that a reader has to leave out. Same frame, same bytes."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise StadtlandError("demo-package-missing", package="xlsxwriter") from None

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"title": TITLE_ROWS[0], "created": datetime(2026, 1, 5, 8, 0)})
    sheet = book.add_worksheet(SHEET)
    for place, line in enumerate(TITLE_ROWS):
        sheet.write_string(place, 0, line)
    for column, name in enumerate(frame.columns):
        sheet.write_string(len(TITLE_ROWS), column, name)
    place = len(TITLE_ROWS)
    for row in frame.iter_rows():
        place += 1
        for column, text in enumerate(row):
            if text:
                sheet.write_string(place, column, text)
    sheet.write_string(place + 1, 0, f"Summe: {frame.height} Anträge")
    book.close()
