"""One row per residential building of the invented city: where, when built, how heated, how much energy (kWh/a).

Final energy follows the age classes of the German building stock (order of magnitude: IWU, Deutsche
Wohngebäudetypologie, 2015), lowered by refurbishment and divided by what the heating makes of it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from sources.synthetic.city import DISTRICTS, STREETS, Character
from sources.synthetic.draw import Indices, categories, pick

AGE_CLASSES = ((1860, 1918), (1919, 1948), (1949, 1957), (1958, 1968), (1969, 1978), (1979, 1983), (1984, 1994),
               (1995, 2001), (2002, 2009), (2010, 2015), (2016, 2024))  # fmt: skip
INTENSITY_KWH_PER_M2 = (205, 210, 215, 200, 185, 155, 135, 110, 85, 62, 48)

BUILDING_TYPES = ("Einfamilienhaus", "Reihenhaus", "Mehrfamilienhaus", "Großes Mehrfamilienhaus")
HEATING_TYPES = ("Erdgas", "Heizöl", "Fernwärme", "Wärmepumpe", "Holzpellets", "Strom direkt", "Kohle")
_FINAL_PER_USEFUL = (1.0, 1.08, 0.95, 0.36, 1.15, 0.97, 1.35)

_AGES: dict[Character, tuple[float, ...]] = {
    "old-town": (46, 18, 8, 7, 5, 2, 5, 3, 2, 2, 2),
    "post-war": (12, 16, 21, 22, 12, 3, 5, 3, 2, 2, 2),
    "estate": (0, 1, 2, 9, 44, 26, 12, 2, 1, 1, 2),
    "suburb": (5, 14, 12, 16, 16, 8, 12, 8, 4, 3, 2),
    "new": (3, 1, 1, 1, 2, 1, 5, 10, 20, 26, 30),
    "village": (24, 8, 6, 10, 14, 8, 13, 8, 4, 3, 2),
}
_TYPES: dict[Character, tuple[float, ...]] = {
    "old-town": (6, 8, 64, 22),
    "post-war": (22, 24, 44, 10),
    "estate": (1, 5, 34, 60),
    "suburb": (55, 31, 12, 2),
    "new": (24, 30, 34, 12),
    "village": (76, 15, 9, 0),
}
_FLOOR_AREA_M2 = (138.0, 118.0, 520.0, 1650.0)
_DWELLING_M2 = (115.0, 112.0, 71.0, 62.0)


def buildings(rng: np.random.Generator, rows: int) -> pl.DataFrame:
    """A stock of `rows` buildings. Values are in the provider's words."""
    weights = np.array([district.weight for district in DISTRICTS])
    place = rng.choice(len(DISTRICTS), rows, p=weights / weights.sum())
    age, kind = np.empty(rows, np.int64), np.empty(rows, np.int64)
    for index, district in enumerate(DISTRICTS):
        here = np.flatnonzero(place == index)
        age[here] = categories(rng, _AGES[district.character], len(here))
        kind[here] = categories(rng, _TYPES[district.character], len(here))
    first, last = np.array(AGE_CLASSES).T
    built = rng.integers(first[age], last[age] + 1)
    area = np.clip(np.array(_FLOOR_AREA_M2)[kind] * rng.lognormal(0.0, 0.28, rows), 45, 6000).round().astype(np.int64)
    heating = _heating(rng, place, built)
    renovated = (rng.random(rows) < 0.38) & (built < 2000)
    useful = np.array(INTENSITY_KWH_PER_M2)[age] * np.where(renovated, rng.uniform(0.5, 0.8, rows), 1.0)
    useful = useful * np.where(kind >= 2, 0.82, 1.0) * rng.lognormal(0.0, 0.16, rows)
    intensity = np.clip(useful * np.array(_FINAL_PER_USEFUL)[heating], 12.0, 420.0)
    postcodes = [code for district in DISTRICTS for code in district.postcodes]
    offset = np.cumsum([0] + [len(district.postcodes) for district in DISTRICTS[:-1]])
    several = np.array([len(district.postcodes) for district in DISTRICTS])
    # A street lies in one postcode: its place in the list decides, so an address is believable.
    street = rng.integers(0, len(STREETS), rows)
    return pl.DataFrame(
        {
            "district": pick([district.name for district in DISTRICTS], place),
            "postcode": pick(postcodes, offset[place] + street % several[place]),
            "street": pick(STREETS, street),
            "house_number": _house_numbers(rng, rows),
            "building_type": pick(BUILDING_TYPES, kind),
            "built_year": built,
            "floor_area_m2": area,
            "dwellings": np.where(kind < 2, 1, np.maximum(3, (area / np.array(_DWELLING_M2)[kind]).astype(np.int64))),
            "heating_type": pick(HEATING_TYPES, heating),
            "energy_kwh": (area * intensity).round(1),
        }
    )


def _heating(rng: np.random.Generator, place: Indices, built: Indices) -> Indices:
    """District heat where there are pipes; else by age: heat pumps in new houses, oil in older ones outside."""
    has_pipes = rng.random(len(place)) < np.array([district.district_heat_share for district in DISTRICTS])[place]
    outside = np.array([district.character in ("village", "suburb") for district in DISTRICTS])[place]
    other = np.empty(len(place), np.int64)
    # gas, oil, (district heat), heat pump, pellets, direct electric, coal
    mixes = {
        (True, True): (8, 0, 0, 82, 9, 1, 0),
        (True, False): (14, 0, 0, 80, 4, 2, 0),
        (False, True): (46, 36, 0, 5, 8, 3, 2),
        (False, False): (78, 11, 0, 3, 1.5, 5, 1.5),
    }
    for (is_new, is_outside), mix in mixes.items():
        here = np.flatnonzero(((built >= 2010) == is_new) & (outside == is_outside))
        other[here] = categories(rng, mix, len(here))
    return np.where(has_pipes, 2, other)


def _house_numbers(rng: np.random.Generator, rows: int) -> pl.Series:
    number = np.minimum(rng.geometric(0.03, rows), 240)
    letter = np.where(rng.random(rows) < 0.08, rng.integers(1, 4, rows), 0)
    return pl.Series(number).cast(pl.String) + pick(("", "a", "b", "c"), letter)
