"""One row per dataset, municipality key as given and key at the declared territorial status."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa

from schemas import fields

STATUSES = ("current", "mapped", "split", "outdated", "unknown", "unchecked")


class MunicipalityKeys(pa.DataFrameModel):
    """What became of each key; an unknown one has no key at the status, and is told as a finding."""

    period: str = fields.period()
    dataset: str = fields.field("Datensatz", "Dataset")
    code_given: str = fields.municipality_code(
        metadata={"title_de": "Schlüssel, wie geliefert", "title_en": "Key given"}
    )
    first_year: int = fields.year(nullable=True, metadata={"title_de": "Erstes Jahr", "title_en": "First year"})
    last_year: int = fields.year(nullable=True, metadata={"title_de": "Letztes Jahr", "title_en": "Last year"})
    row_count: int = fields.count("Zeilen", "Rows")
    municipality_code: str = fields.municipality_code(nullable=True)
    municipality_name: str = fields.municipality_name(nullable=True)
    share: float = fields.share("Anteil der Bevölkerung", "Share of inhabitants", nullable=True)
    changed_on: date = fields.date("Geändert am", "Changed on", privacy="public", nullable=True)
    rows_after_the_change: int = fields.count("Zeilen nach der Änderung", "Rows after the change")
    territorial_year: int = fields.year(metadata={"title_de": "Gebietsstand", "title_en": "Territorial status"})
    unit: str = fields.category("Einheit", "Unit", ("1",), privacy="public")
    status: str = fields.category("Status", "Status", STATUSES, privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Gemeindeschlüssel zum Gebietsstand", "title_en": "Municipality keys by territory"}
        unique = ["dataset", "code_given", "changed_on", "municipality_code"]
