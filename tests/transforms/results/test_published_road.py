"""The published figures that the house states itself, along the whole road: both gates, harmonised, three results."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from schemas.agreement import TextFormat
from schemas.check import check
from schemas.registry import schema
from transforms.results.audit.inventory_audit import inventory_audit
from transforms.results.balance.ghg_balance import ghg_balance
from transforms.results.balance.ghg_per_capita import ghg_per_capita

OURS = Path(__file__).resolve().parents[3] / "config" / "reference"
FILES = {
    "ghg_inventory": "inventory",
    "ccc_emissions_gap": "gap",
    "ccc_published_totals": "totals",
    "municipality_population": "population",
}


def _harmonised(stem: str, folder: Path) -> pl.LazyFrame:
    received = pl.scan_csv(OURS / f"leipzig_2019_{FILES[stem]}.csv", infer_schema=False)
    accepted = folder / f"{stem}.parquet"
    check(received, schema("received", stem), columns=received.collect_schema().names(), text=TextFormat(),
          accepted=accepted)  # fmt: skip
    frame: pl.LazyFrame = getattr(import_module(f"transforms.harmonise.{stem}"), stem)(pl.scan_parquet(accepted))
    return frame


@pytest.mark.parametrize("stem", list(FILES))
def test_every_row_passes_the_first_two_gates(stem: str, tmp_path: Path) -> None:
    rows = pl.read_csv(OURS / f"leipzig_2019_{FILES[stem]}.csv", infer_schema=False).height
    harmonised = _harmonised(stem, tmp_path)
    report = check(harmonised, schema("anonymised", stem), columns=harmonised.collect_schema().names())
    assert (report.rows_received, report.rows_rejected) == (rows, 0)


def test_three_results_leave_through_the_last_gate(tmp_path: Path) -> None:
    inputs = {stem: _harmonised(stem, tmp_path) for stem in FILES}
    words = {name: reference(name) for name in ("carriers", "sector_synonyms")}
    factors = {name: reference(name) for name in ("factors", "factor_sets")}
    population = inputs.pop("municipality_population")
    balance = ghg_balance(inputs["ghg_inventory"], period="2019", factor_set="bisko-2019", **factors, **words)
    results = {
        "ghg_balance": (balance, 22),
        "ghg_per_capita": (ghg_per_capita(balance, population, "2019"), 1),
        "inventory_audit": (inventory_audit("2019", **inputs, **words), 78),
    }
    for name, (frame, rows) in results.items():
        report = check(frame, schema("released", name))
        assert (report.rows_accepted, report.rows_rejected) == (rows, 0), name
        assert frame.collect().equals(frame.collect())


def test_harmonising_tidies_names_and_nothing_else() -> None:
    received = pl.LazyFrame({"city": [" Bad  Muster ", ""], "sector": ["b", "a"], "energy_mwh": [1.0, None]})
    harmonise = import_module("transforms.harmonise.ghg_inventory").ghg_inventory
    assert harmonise(received).collect().rows() == [("Bad Muster", "b", 1.0), (None, "a", None)]
