"""One row per area and mode: persons of the sample who used it, its share of trips and of kilometres."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

MODES = ("walk", "bicycle", "public_transport", "car_driver", "car_passenger")


class ModalSplit(pa.DataFrameModel):
    """One row per area and mode; null where fewer persons stand behind it than agreed, or nobody moved."""

    period: str = fields.period()
    area: str = fields.category("Gebiet", "Area", privacy="public")
    mode: str = fields.category("Verkehrsmittel", "Mode", MODES, privacy="public")
    person_count: int = fields.count("Personen der Stichprobe", "Persons of the sample", nullable=True)
    trip_share: float = fields.share("Anteil an den Wegen", "Share of trips", nullable=True)
    km_share: float = fields.share("Anteil an den Kilometern", "Share of kilometres", nullable=True)
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Verkehrsmittelwahl nach Gebiet", "title_en": "Modal split by area"}
        unique = ["period", "area", "mode"]
