"""`stadtland results green-deals`: other headers and words, a person at the door, a factor that is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app

_DEALS = """\
id,Stadt,country,Titel,Handlungsfeld,Kennzahl,Einheit,Ausgangswert,Zielwert,Beginn,Ende,Stand,Stand_seit,replicable,\
energy_carrier,saved_energy_MWh
A,Mannheim,DE,Pumpen,Energie,Strom,MWh,900,700,2024-01-01,2026-12-31,laufend,2025-02-01,true,Strom,100
B,Espoo,FI,Bikes,mobility,trips,1,0,,2024-01-01,2026-12-31,LoI,2025-02-01,,electricity,
"""
_PARTIES = """\
deal,rolle,art,organization
A,lead,Stadt,Stadt Mannheim
A,partner,Unternehmen,Pumpenbau
A,partner,person,Someone
A,partner,company,Frau Sommer
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    given = tmp_path / "given"
    given.mkdir()
    (given / "deals.csv").write_text(_DEALS, encoding="utf-8")
    (given / "deal_parties.csv").write_text(_PARTIES, encoding="utf-8")
    return given


def _run(folder: Path, *more: str) -> tuple[int, dict[str, object]]:
    out = str(folder.parent / "out")
    call = ["results", "green-deals", str(folder), "--out", out, "--period", "2025", "--json", *more]
    done = CliRunner().invoke(app, call)
    return done.exit_code, json.loads(done.stdout)


def test_other_headers_and_words_are_understood_and_persons_stay_outside(folder: Path) -> None:
    code, document = _run(folder)
    assert code == 0
    datasets = document["datasets"]
    assert isinstance(datasets, dict)
    assert datasets["green_deals"]["accepted"] == 2
    parties = datasets["deal_parties"]
    assert (parties["received"], parties["accepted"], parties["rejected"]) == (4, 2, 2)
    assert parties["broken_rules"] == {"kind_is_an_organisation": 1, "organisation_names_nobody": 1}
    register = (folder.parent / "out/tables/deal_register.csv").read_text(encoding="utf-8")
    assert "letter of intent" in register
    assert "running" in register
    assert "Sommer" not in register


def test_a_factor_that_is_not_there_stops_the_savings_alone_and_names_what_is(folder: Path) -> None:
    text = _DEALS.replace("electricity,\n", "electricity,5\n")
    (folder / "deals.csv").write_text(text, encoding="utf-8")
    code, document = _run(folder, "--set", "deal_savings.missing_factor=error")
    assert code == 7
    refused = document["refused"]
    assert isinstance(refused, dict)
    assert refused["deal_savings"]["code"] == "deal-factor-missing"
    assert "FI electricity (deal B)" in refused["deal_savings"]["message"]
    assert "DE: bisko-2019 2019" in refused["deal_savings"]["message"]
    tables, left_out = document["tables"], document["left_out"]
    assert isinstance(tables, dict)
    assert isinstance(left_out, dict)
    assert "deal_status" in tables
    assert list(left_out) == ["deal_comparison"]
