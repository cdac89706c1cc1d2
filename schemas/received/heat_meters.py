"""One row per heat meter and year, as a utility's database holds it. Personal: it names the customer."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

DISTRICTS = (
    "Altstadt", "Bahnhofsvorstadt", "Südvorstadt", "Nordstadt", "Neustadt-Nord", "Lerchenfeld", "Oststadt",
    "Gartenstadt", "Weststadt", "Hafen", "Oberdorf", "Niederdorf",
)  # fmt: skip

_HIGHEST_MWH = 5_000


class HeatMeters(pa.DataFrameModel):
    """One row per meter and year: what it measured, in MWh."""

    meter_number: str = fields.identifier("Zählernummer", "Meter number")
    customer_name: str = fields.identifier("Kunde", "Customer", nullable=True)
    street: str = fields.identifier("Straße", "Street", nullable=True)
    house_number: str = fields.identifier("Hausnummer", "House number", nullable=True)
    postcode: str = fields.postcode(str_matches=r"^[0-9]{5}$", form=("5 Ziffern", "5 digits"))
    district: str = fields.category("Stadtteil", "District", DISTRICTS)
    year: int = fields.year()
    reading_date: date = fields.date("Ablesedatum", "Date of reading")
    energy_mwh: float = fields.energy_mwh()

    class Config:
        """Rules about several rows."""

        unique = ["meter_number", "year"]

    @rule(de="Ein Zähler misst höchstens 5 000 MWh im Jahr (sonst ist es meist die Einheit).")
    def energy_is_plausible(cls) -> pl.Expr:
        "A meter measures 5,000 MWh a year at most (otherwise it is mostly the unit)."
        return pl.col("energy_mwh") <= _HIGHEST_MWH

    @rule(de="Abgelesen wurde zwischen November des Jahres und März des folgenden.")
    def reading_lies_in_its_year(cls) -> pl.Expr:
        "The meter was read between November of its year and March of the next."
        # Whole months are compared: two dates made for each row would take twice as long.
        read = pl.col("reading_date")
        month_of_the_year = (read.dt.year() - pl.col("year")) * 12 + read.dt.month()
        return month_of_the_year.is_between(11, 12 + 3)
