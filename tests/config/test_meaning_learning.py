"""The public release rule of an agreement: what could never be published is refused before a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import available_agreements, load_agreement
from schemas.errors import StadtlandError

DEMO = (Path(__file__).parents[2] / "config/agreements/demo.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("[ghg_balance, ghg_per_capita]", "[ghg_balance, land_balance]", "land_balance is no table of the handover"),
        ("[ghg_balance, ghg_per_capita]", "[ghg_balance, ghg_balance]", "ghg_balance stands here twice"),
        ("[ghg_balance, ghg_per_capita]", "[ghg_balance, energy_certificates]", "has columns that are not public"),
        ("  texts: {ghg_balance: [note]}\n", "", "ghg_balance holds free text"),
        ("{ghg_balance: [note]}", "{ghg_balance: [note, carrier]}", "carrier is no column of free text"),
        ("{ghg_balance: [note]}", "{ghg_balance: [note], heat_demand: []}", "heat_demand is not among the tables"),
        ("{ghg_balance: [note]}", "{ghg_balance: [Note]}", "line "),
    ],
)
def test_what_could_never_be_published_is_refused(was: str, now: str, said: str, tmp_path: Path) -> None:
    assert DEMO.count(was) == 1
    file = tmp_path / "demo.yaml"
    file.write_text(DEMO.replace(was, now), encoding="utf-8")
    with pytest.raises(StadtlandError) as refused:
        load_agreement(str(file))
    assert refused.value.code == "agreement-refused"
    assert said in refused.value.message("en")


@pytest.mark.parametrize("name", ["leipzig", "dortmund", "mannheim", "goerlitz", "pionierstadt"])
def test_every_cooperation_says_what_is_public(name: str) -> None:
    assert name in available_agreements()
    terms = load_agreement(name).terms
    assert terms.learning is not None
    assert terms.learning.minimum_cell >= 10
    assert terms.learning.tables
    assert set(terms.learning.tables) <= set(terms.handover.tables)
