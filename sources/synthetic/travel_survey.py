"""One row per person of a household travel survey, on one given day: CSV, UTF-8 with a byte order mark.

Trips and kilometres by mode, and the weight that makes the sample stand for the city. Who lives in the centre walks,
cycles and rides; who lives in a village drives; the old and the young drive less (order of magnitude: Mobilität in
Deutschland 2017, Ergebnisbericht, 2018).

| defect | rule it breaks | what stands there |
|---|---|---|
| age not given, or mistyped | age_is_readable, age_is_in_range | `unbekannt`; 199 |
| kilometres with a decimal point | km_car_driver_is_readable | `12.5` |
| metres for kilometres | distances_fit_into_a_day | a thousand times too far |
| kilometres without a trip | trips_and_kilometres_agree | 0 trips, some km |
| the same person twice | household_number_person_number_is_unique | household and person of another row |
| no weight | weight_is_present | empty |
| a district nobody defined | district_is_allowed | `außerhalb` |
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from sources.synthetic.city import DISTRICTS
from sources.synthetic.defects import Defect, plant
from sources.synthetic.draw import Indices, categories, pick
from sources.synthetic.german_csv import german_number, write_german_csv

FILE = "haushaltsbefragung.csv"
MODES = ("walk", "bicycle", "public_transport", "car_driver", "car_passenger")
_HEADERS = ("zu Fuß", "Rad", "ÖPNV", "Auto (Fahrer)", "Auto (Mitfahrer)")
_KM_PER_TRIP = (1.3, 3.6, 10.5, 14.5, 16.0)
_SHARES = {
    "old-town": (34, 20, 22, 16, 8), "post-war": (25, 15, 18, 30, 12), "estate": (25, 9, 28, 26, 12),
    "new": (26, 20, 18, 27, 9), "suburb": (19, 15, 11, 41, 14), "village": (13, 9, 7, 54, 17),
}  # fmt: skip

_DRIVEN, _TRIPS = pl.col("km_car_driver"), pl.col("trips_car_driver")
DEFECTS = (
    Defect("age_is_readable", 0.002, {"age": pl.lit("unbekannt")}),
    Defect("age_is_in_range", 0.001, {"age": pl.lit("199")}),
    Defect("km_car_driver_is_readable", 0.002, {"km_car_driver": _DRIVEN.str.replace(",", ".", literal=True)}),
    Defect("distances_fit_into_a_day", 0.001, {"km_walk": pl.lit("3400,0")}, among=pl.col("trips_walk") > 0),
    Defect("trips_and_kilometres_agree", 0.002, {"trips_car_driver": pl.lit(0)}, among=_TRIPS > 0),
    Defect("household_number_person_number_is_unique", 0.002, {}, copies=("household_number", "person_number")),
    Defect("weight_is_present", 0.002, {"weight": pl.lit("")}),
    Defect("district_is_allowed", 0.001, {"district": pl.lit("außerhalb")}),
)


def travel_survey(folder: Path, rng: np.random.Generator, rows: int) -> tuple[Path, dict[str, int]]:
    """Write the survey of `rows` persons; returns the file and its planted defects by rule."""
    frame, planted = plant(_persons(rng, rows), DEFECTS, rng)
    columns = {
        "household_number": "Haushalt", "person_number": "Person", "district": "Stadtteil", "age": "Alter",
        "sex": "Geschlecht", "household_size": "Haushaltsgröße", "survey_date": "Stichtag",
        "main_mode": "Hauptverkehrsmittel",
        **{f"trips_{mode}": f"Wege {header}" for mode, header in zip(MODES, _HEADERS, strict=True)},
        **{f"km_{mode}": f"km {header}" for mode, header in zip(MODES, _HEADERS, strict=True)},
        "weight": "Gewicht", "comment": "Anmerkung",
    }  # fmt: skip
    path = folder / FILE
    write_german_csv(
        frame.select(pl.col(ours).alias(theirs) for ours, theirs in columns.items()), path, encoding="utf-8-sig"
    )
    return path, planted


def _persons(rng: np.random.Generator, rows: int) -> pl.DataFrame:
    sizes = 1 + categories(rng, (41, 33, 12, 10, 4), rows)
    household = np.repeat(np.arange(rows), sizes)[:rows]
    person = np.arange(rows) - np.searchsorted(household, household)
    weights = np.array([district.weight for district in DISTRICTS])
    place = categories(rng, list(weights), rows)[household]
    ages = _ages(rng, sizes[household], person)
    trips = _trips(rng, place, ages)
    km = np.where(trips > 0, trips * np.array(_KM_PER_TRIP) * rng.lognormal(-0.25, 0.6, trips.shape), 0.0)
    km = np.where(trips > 0, km.clip(0.1, 220.0), 0.0).round(1)
    # The main mode is the one that carried furthest; nobody who stayed at home has one.
    main = np.where(trips.sum(axis=1) == 0, len(MODES), km.argmax(axis=1))
    weight = np.clip(rng.normal(1.0, 0.22, rows), 0.35, 2.2) * np.where(ages < 30, 1.25, 0.95)
    frame = pl.DataFrame(
        {
            "household_number": "H" + pl.Series(household + 1).cast(pl.String).str.zfill(7),
            "person_number": pl.Series(person + 1),
            "district": pick([district.name for district in DISTRICTS], place),
            "age": pl.Series(ages).cast(pl.String),
            "sex": pick(("w", "m", "d"), categories(rng, (507, 490, 3), rows)),
            "household_size": pl.Series(sizes[household]),
            "survey_date": pl.Series((20_000 + 199 + categories(rng, [1.0] * 220, rows))[household].astype(np.int32)),
            "main_mode": pick((*_HEADERS, "keine Wege"), main),
            **{f"trips_{mode}": pl.Series(trips[:, place]) for place, mode in enumerate(MODES)},
            **{f"km_{mode}": pl.Series(km[:, place]) for place, mode in enumerate(MODES)},
            "weight": pl.Series(weight),
            "comment": pick(("", "Interview telefonisch", "Stellvertreter"), categories(rng, (90, 7, 3), rows)),
        }
    )
    return frame.with_columns(
        pl.col("survey_date").cast(pl.Date).dt.to_string("%d.%m.%Y"),
        german_number("weight", 4).alias("weight"),
        *(german_number(f"km_{mode}", 1).alias(f"km_{mode}") for mode in MODES),
    )


def _ages(rng: np.random.Generator, size: Indices, person: Indices) -> Indices:
    adult = rng.normal(np.where(size == 1, 56, np.where(size == 2, 59, 43)), np.where(size <= 2, 18, 9))
    child = rng.uniform(0, 18, len(size))
    ages: Indices = np.where((size >= 3) & (person >= 2), child, adult.clip(18, 97)).astype(np.int64)
    return ages


def _trips(rng: np.random.Generator, place: Indices, ages: Indices) -> Indices:
    """Trips by mode: Poisson around three a day, fewer in age; nobody under 18 drives a car."""
    shares = np.array([_SHARES[district.character] for district in DISTRICTS], dtype=np.float64)[place] / 100
    driver = shares[:, 3] * np.where(ages < 18, 0.0, np.interp(ages, (18, 30, 55, 75, 95), (0.5, 1.0, 1.15, 0.9, 0.3)))
    shares[:, 4] += np.where(ages < 18, shares[:, 3] * 0.7, 0.0)
    shares[:, 3] = driver
    mobility = np.interp(ages, (0, 10, 40, 65, 95), (2.4, 3.0, 3.5, 3.1, 1.6))
    trips: Indices = rng.poisson(shares * mobility[:, None])
    return trips
