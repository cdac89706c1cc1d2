"""One row per application to a refurbishment programme, as the office keeps it. Personal: name, birth date, income."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

MEASURE_TYPES = (
    "Dämmung Fassade", "Dämmung Dach", "Fenstertausch", "Wärmepumpe", "Pelletheizung", "Solarthermie",
    "Anschluss Fernwärme",
)  # fmt: skip
INCOME_CLASSES = (
    "unter 20.000 €", "20.000 bis 40.000 €", "40.000 bis 60.000 €", "60.000 bis 90.000 €", "über 90.000 €",
)  # fmt: skip


class SubsidyApplicants(pa.DataFrameModel):
    """One row per application, in the office's own words; money in EUR."""

    application_number: str = fields.identifier("Antragsnummer", "Application number", unique=True)
    application_date: date = fields.date("Antragsdatum", "Date of application")
    surname: str = fields.identifier("Name", "Surname", nullable=True)
    first_name: str = fields.identifier("Vorname", "First name", nullable=True)
    birth_date: date = fields.date("Geburtsdatum", "Date of birth")
    street: str = fields.identifier("Straße", "Street", nullable=True)
    house_number: str = fields.identifier("Hausnummer", "House number", nullable=True)
    postcode: str = fields.postcode(str_matches=r"^[0-9]{5}$", form=("5 Ziffern", "5 digits"))
    household_size: int = fields.count(
        "Personen im Haushalt", "Persons in the household", privacy="quasi-identifier", in_range=(1, 20)
    )
    income_class: str = fields.category("Einkommensklasse", "Income class", INCOME_CLASSES, privacy="sensitive")
    measure_type: str = fields.category("Maßnahme", "Measure", MEASURE_TYPES)
    cost_eur: float = fields.cost_eur(ge=0)
    grant_eur: float = fields.cost_eur(ge=0, metadata={"title_de": "Zuschuss", "title_en": "Grant"})

    @rule(de="Der Zuschuss ist nicht höher als die Kosten.")
    def grant_is_not_above_cost(cls) -> pl.Expr:
        "The grant is not above the cost."
        return pl.col("grant_eur") <= pl.col("cost_eur")

    @rule(de="Wer einen Antrag stellt, ist volljährig.")
    def applicant_is_of_age(cls) -> pl.Expr:
        "Whoever applies is of age."
        return pl.col("birth_date").dt.offset_by("18y") <= pl.col("application_date")
