"""One row per person of a household travel survey, on one day. Personal: a household's members and their ways."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.received.heat_meters import DISTRICTS
from schemas.rule import rule

SEXES = ("w", "m", "d")
MAIN_MODES = ("zu Fuß", "Rad", "ÖPNV", "Auto (Fahrer)", "Auto (Mitfahrer)", "keine Wege")
MODES = ("walk", "bicycle", "public_transport", "car_driver", "car_passenger")

_FARTHEST_KM = 1_500


def _trips(de: str, en: str) -> int:
    given: int = fields.count(f"Wege {de}", f"Trips {en}", in_range=(0, 60))
    return given


def _km(de: str, en: str) -> float:
    given: float = fields.measure(f"Kilometer {de}", f"Kilometres {en}", unit="km", ge=0)
    return given


class TravelSurvey(pa.DataFrameModel):
    """One row per person and survey day: trips and kilometres by mode, and the weight of the person in the city."""

    household_number: str = fields.identifier("Haushalt", "Household")
    person_number: int = fields.identifier("Person", "Person in the household", ge=1)
    district: str = fields.category("Stadtteil", "District", DISTRICTS)
    age: int = fields.field("Alter", "Age", privacy="quasi-identifier", in_range=(0, 120))
    sex: str = fields.category("Geschlecht", "Sex", SEXES)
    household_size: int = fields.count("Haushaltsgröße", "Household size", privacy="quasi-identifier", in_range=(1, 20))
    survey_date: date = fields.date("Stichtag", "Survey day")
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
    weight: float = fields.field("Gewicht", "Weight", privacy="measure", gt=0, le=100)

    class Config:
        """Rules about several rows."""

        unique = ["household_number", "person_number"]

    @rule(de="Niemand legt an einem Tag mehr als 1 500 km zurück (sonst sind es meist Meter).")
    def distances_fit_into_a_day(cls) -> pl.Expr:
        "Nobody covers more than 1,500 km in a day (otherwise it is mostly metres)."
        return pl.sum_horizontal([f"km_{mode}" for mode in MODES], ignore_nulls=False) <= _FARTHEST_KM

    @rule(de="Kilometer hat ein Verkehrsmittel genau dann, wenn es Wege hat.")
    def trips_and_kilometres_agree(cls) -> pl.Expr:
        "A mode has kilometres exactly if it has trips."
        return pl.all_horizontal([(pl.col(f"trips_{mode}") > 0) == (pl.col(f"km_{mode}") > 0) for mode in MODES])
