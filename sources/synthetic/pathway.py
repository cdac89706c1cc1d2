"""A made-up transformation process from a seed: pathways, organisations, steps, experiments, agenda. Nothing is real.

Every text says so ("erzeugt", generated). What an audit must find is planted: a circle in the agenda, a date before
its prerequisite, an experiment past its end without evaluation, a sector that nobody covers.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

_SOURCE = "erzeugt (sources/synthetic/pathway.py, Startwert {seed})"
_ACTORS = (
    ("Stadtverwaltung", "Koordination", "municipal facilities"),
    ("Stadtwerk", "Energieversorgung", "households; trade and services"),
    ("Wohnungsgesellschaft", "Gebäudebestand", "households"),
    ("Hochschule", "Begleitforschung", ""),
    ("Verkehrsbetrieb", "Nahverkehr", "transport"),
    ("Handwerkskammer", "Umsetzung", "trade and services"),
    ("Energiegenossenschaft", "Bürgerenergie", "households"),
    ("Kulturverein", "Beteiligung", ""),
)
_MEASURES = (
    ("M01 Wärmeplan beschließen", "Amt für Stadtentwicklung", ()),
    ("M02 Netzverdichtung planen", "Stadtwerk", (0,)),
    ("M03 Großwärmepumpe bauen", "Stadtwerk", (1, 3)),
    ("M04 Fördermittel beantragen", "Klimaschutzmanagement", (0,)),
    ("M05 Quartierskonzept erstellen", "Wohnungsgesellschaft", (5,)),
    ("M06 Eigentümer beteiligen", "Klimaschutzmanagement", (4,)),
    ("M07 Solardächer der Schulen", "Gebäudemanagement", (3,)),
)


def pathway(seed: int) -> dict[str, pl.DataFrame]:
    """Table by table (name of the dataset): the same seed gives the same rows."""
    rng = np.random.default_rng(seed)
    source = _SOURCE.format(seed=seed)
    return {
        "pathway_points": _points(rng, source),
        "network_actors": pl.DataFrame(
            [(f"{name} (erzeugt)", role, sectors or None) for name, role, sectors in _ACTORS],
            schema=["organisation", "role", "sectors"],
            orient="row",
        ),
        "network_links": _links(rng),
        "step_register": _steps(),
        "experiment_register": _experiments(rng),
        "agenda_measures": _agenda(rng),
    }


def _points(rng: np.random.Generator, source: str) -> pl.DataFrame:
    start = 300_000 + 1_000 * int(rng.integers(0, 50))
    name, indicator, unit = "Treibhausgase (erzeugt)", "Emissionen der Stadt", "t CO2e"
    rows = [
        (name, indicator, unit, 2018, start, "baseline", source),
        (name, indicator, unit, 2030, start // 2, "milestone", source),
        (name, indicator, unit, 2045, start // 20, "target", source),
        # A balance every five years: between them nothing was measured.
        (name, indicator, unit, 2018, start, "actual", source),
        (name, indicator, unit, 2023, start * int(rng.integers(80, 90)) // 100, "actual", source),
    ]
    return pl.DataFrame(rows, schema=["pathway", "indicator", "unit", "year", "value", "kind", "source"], orient="row")


def _links(rng: np.random.Generator) -> pl.DataFrame:
    names = [f"{name} (erzeugt)" for name, _, _ in _ACTORS[:-1]]  # the last one is linked with nobody
    rows = [(names[0], other, "Kooperation") for other in names[1:5]]
    for late in names[5:]:
        rows.append((names[int(rng.integers(1, 5))], late, "Auftrag"))
    rows.append((names[1], names[2], "Liefervertrag"))
    return pl.DataFrame(rows, schema=["organisation", "linked_organisation", "relation"], orient="row")


def _steps() -> pl.DataFrame:
    rows = [
        ("system and actor analysis", "done", dt.date(2023, 1, 1), dt.date(2023, 9, 30), "Koordination", "Bericht"),
        ("vision", "done", dt.date(2023, 10, 1), dt.date(2024, 6, 30), "Koordination", "Beschluss"),
        ("pathway", "running", dt.date(2024, 7, 1), dt.date(2025, 6, 30), "Begleitforschung", None),
        ("experiments", "running", dt.date(2024, 9, 1), dt.date(2026, 12, 31), "Reallabor", None),
        ("agenda", "open", None, dt.date(2027, 6, 30), "Koordination", None),
    ]
    columns = ["step", "step_status", "start_date", "end_date", "owner_role", "evidence"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _experiments(rng: np.random.Generator) -> pl.DataFrame:
    saved = int(rng.integers(4, 12))
    rows = [
        ("E1 Heizungscheck im Quartier (erzeugt)", "Beratung senkt den Verbrauch", "Wärmeverbrauch",
         dt.date(2024, 10, 1), dt.date(2025, 3, 31), f"minus {saved} % in 40 Wohnungen", "scale"),
        ("E2 Lastenrad für Betriebe (erzeugt)", "Lieferungen ohne Transporter", "Fahrten je Woche",
         dt.date(2025, 4, 1), dt.date(2025, 9, 30), None, None),
        ("E3 Abwärme der Bäckerei (erzeugt)", "Abwärme reicht für ein Haus", "Wärme",
         dt.date(2025, 9, 1), dt.date(2026, 8, 31), None, None),
    ]  # fmt: skip
    columns = ["experiment", "hypothesis", "indicator", "start_date", "end_date", "result", "decision"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _agenda(rng: np.random.Generator) -> pl.DataFrame:
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=90 * place + int(rng.integers(0, 60))) for place in range(7)]
    days[3] = days[0] - dt.timedelta(days=30)  # planted: asks for funds before the plan is decided
    rows = [
        (
            name,
            owner,
            days[place],
            "; ".join(_MEASURES[other][0] for other in needs) or None,
            "Wer trägt den Eigenanteil?" if place == 3 else None,
        )
        for place, (name, owner, needs) in enumerate(_MEASURES)
    ]
    columns = ["measure", "owner_role", "date", "depends_on", "open_question"]
    return pl.DataFrame(rows, schema=columns, orient="row")
