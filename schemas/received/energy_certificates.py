"""One row per energy certificate of a residential building, as a register exports it. Personal: it names the owner."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

BUILDING_TYPES = ("Einfamilienhaus", "Reihenhaus", "Mehrfamilienhaus", "Großes Mehrfamilienhaus")
HEATING_TYPES = ("Erdgas", "Heizöl", "Fernwärme", "Wärmepumpe", "Holzpellets", "Strom direkt", "Kohle")

_LOWEST_MWH_PER_M2, _HIGHEST_MWH_PER_M2 = 0.005, 0.8


class EnergyCertificates(pa.DataFrameModel):
    """One row per energy certificate, in the register's own words; energy in MWh a year."""

    certificate_number: str = fields.identifier(
        "Registriernummer",
        "Certificate number",
        unique=True,
        str_matches=r"^[A-Z]{2}-[0-9]{4}-[0-9]{9}$",
        form=("zwei Buchstaben, vier Ziffern, neun Ziffern", "two letters, four digits, nine digits"),
    )
    issue_date: date = fields.date("Ausstellungsdatum", "Date of issue")
    owner_name: str = fields.identifier("Eigentümer", "Owner", nullable=True)
    street: str = fields.identifier("Straße", "Street", nullable=True)
    house_number: str = fields.identifier("Hausnummer", "House number", nullable=True)
    postcode: str = fields.postcode(str_matches=r"^[0-9]{5}$", form=("5 Ziffern", "5 digits"))
    building_type: str = fields.category("Gebäudetyp", "Building type", BUILDING_TYPES)
    built_year: int = fields.year(privacy="quasi-identifier", in_range=(1000, 2100))
    dwellings: int = fields.count("Wohneinheiten", "Dwellings", privacy="quasi-identifier", ge=1)
    floor_area_m2: float = fields.measure(
        "Wohnfläche", "Floor area", unit="m2", privacy="quasi-identifier", in_range=(10, 100_000)
    )
    heating_type: str = fields.category("Heizungsart", "Heating type", HEATING_TYPES, privacy="sensitive")
    energy_mwh: float = fields.energy_mwh()

    @rule(de="Das Baujahr liegt nicht nach dem Jahr, in dem der Ausweis ausgestellt wurde.")
    def built_year_is_not_after_issue_date(cls) -> pl.Expr:
        "The building was not built after the year in which its certificate was issued."
        return pl.col("built_year") <= pl.col("issue_date").dt.year()

    @rule(de="Der Energiebedarf je Quadratmeter liegt zwischen 5 und 800 kWh im Jahr (sonst ist es meist die Einheit).")
    def energy_is_plausible_for_the_area(cls) -> pl.Expr:
        "Energy per square metre lies between 5 and 800 kWh a year (otherwise it is mostly the unit)."
        # A negative figure breaks a rule of its own; one fault is counted once.
        intensity = pl.col("energy_mwh") / pl.col("floor_area_m2")
        return (pl.col("energy_mwh") < 0) | intensity.is_between(_LOWEST_MWH_PER_M2, _HIGHEST_MWH_PER_M2)
