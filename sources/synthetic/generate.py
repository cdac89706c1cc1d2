"""`generate(folder, rows=5000, seed=1)`: writes the personal data of one invented city and says what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sources.synthetic.buildings import buildings
from sources.synthetic.energy_certificates import energy_certificates
from sources.synthetic.heat_meters import heat_meters
from sources.synthetic.planted import Planted
from sources.synthetic.subsidy_applicants import subsidy_applicants
from sources.synthetic.travel_survey import travel_survey

FEWEST_ROWS = 1_000
MOST_APPLICATIONS = 40_000


def generate(folder: Path, *, rows: int, seed: int) -> Planted:
    """Four files in `folder`: `rows` energy certificates, and the other datasets in proportion to them.

    Half as many persons in the travel survey, a quarter as many subsidy applications (at most 40,000: the programme's
    money runs out), and three yearly readings for every building on district heat. The same rows and seed give the
    same bytes. ValueError below 1,000 rows: too few to be protected, and to plant every defect.
    """
    if rows < FEWEST_ROWS:
        raise ValueError(f"a city of {rows} rows is too small; give at least {FEWEST_ROWS}")
    folder.mkdir(parents=True, exist_ok=True)
    # One stream of random numbers per dataset: a change in one leaves the bytes of the others alone.
    stock_rng, *streams = (np.random.Generator(np.random.PCG64(it)) for it in np.random.SeedSequence(seed).spawn(5))
    stock = buildings(stock_rng, rows)
    applications, persons = min(rows // 4, MOST_APPLICATIONS), rows // 2
    certificates, certificate_defects = energy_certificates(folder, stock, streams[0])
    workbook, application_defects = subsidy_applicants(folder, stock, streams[1], applications)
    meters, readings, meter_defects = heat_meters(folder, stock, streams[2])
    survey, survey_defects = travel_survey(folder, streams[3], persons)
    return Planted(
        files={
            "energy_certificates": certificates,
            "subsidy_applicants": workbook,
            "heat_meters": meters,
            "travel_survey": survey,
        },
        rows={
            "energy_certificates": rows,
            "subsidy_applicants": applications,
            "heat_meters": readings,
            "travel_survey": persons,
        },
        defects={
            "energy_certificates": certificate_defects,
            "subsidy_applicants": application_defects,
            "heat_meters": meter_defects,
            "travel_survey": survey_defects,
        },
    )
