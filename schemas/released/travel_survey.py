"""One row per person of a household travel survey, protected: where and how old only as coarse as k persons share."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

MAIN_MODES = ("walk", "bicycle", "public_transport", "car_driver", "car_passenger", "none")


def _trips(de: str, en: str) -> int:
    given: int = fields.count(f"Wege {de}", f"Trips {en}")
    return given


def _km(de: str, en: str) -> float:
    given: float = fields.measure(f"Kilometer {de}", f"Kilometres {en}", unit="km", ge=0)
    return given


class TravelSurvey(pa.DataFrameModel):
    """One row per person and survey day; `*` where a row was too rare to show district, age and sex."""

    district: str = fields.category("Stadtteil, vergröbert", "District, generalised")
    age: str = fields.category("Alter, vergröbert", "Age, generalised")
    sex: str = fields.category("Geschlecht", "Sex", ("female", "male", "diverse", "*"))
    main_mode: str = fields.category("Hauptverkehrsmittel", "Main mode", MAIN_MODES, privacy="sensitive")
    trips_walk: int = _trips("zu Fuß", "on foot")
    trips_bicycle: int = _trips("mit dem Rad", "by bicycle")
    trips_public_transport: int = _trips("im ÖPNV", "by public transport")
    trips_car_driver: int = _trips("im Auto (Fahrer)", "by car (driver)")
    trips_car_passenger: int = _trips("im Auto (Mitfahrer)", "by car (passenger)")
    km_walk: float = _km("zu Fuß", "on foot")
    km_bicycle: float = _km("mit dem Rad", "by bicycle")
    km_public_transport: float = _km("im ÖPNV", "by public transport")
    km_car_driver: float = _km("im Auto (Fahrer)", "by car (driver)")
    km_car_passenger: float = _km("im Auto (Mitfahrer)", "by car (passenger)")
    weight: float = fields.field("Gewicht", "Weight", privacy="measure", gt=0)

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Haushaltsbefragung zur Mobilität", "title_en": "Household travel survey"}
