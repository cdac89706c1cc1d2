"""A sentence that names a person or a contact leaves no table; the row it stands in stays."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.transforms.results.climate_contract.example import frame, measure
from transforms.results.climate_contract.indicator_sheets import indicator_sheets
from transforms.results.climate_contract.measure_portfolio import measure_portfolio
from transforms.results.given.withheld import WITHHELD, withheld
from transforms.results.pathway.agenda import agenda
from transforms.results.pathway.agenda_findings import agenda_findings
from transforms.results.pathway.experiments import experiments
from transforms.results.pathway.pathway_steps import pathway_steps

PLANTED = ("ask Sabine Sommer", "sommer@example.org", "Tel. 0351 123456", "Herr Sommer")


@pytest.mark.parametrize("text", PLANTED)
def test_no_planted_text_is_in_a_table_and_no_row_is_lost(text: str) -> None:
    sentence = {"experiment": ["E"], "hypothesis": [text], "result": [text], "end_date": [date(2024, 1, 1)]}
    step = {"step": ["vision"], "step_status": ["done"], "evidence": [text]}
    question = {"measure": ["M"], "open_question": [text], "date": [date(2024, 1, 1)]}
    made = [
        experiments("2025", pl.LazyFrame(sentence)),
        pathway_steps("2025", pl.LazyFrame(step)),
        agenda("2025", pl.LazyFrame(question)),
        agenda_findings("2025", pl.LazyFrame(question)),
        measure_portfolio("2025", frame("contract_measures", measure("M1", owner_role=text))),
        indicator_sheets("2025", frame("contract_indicators", {"indicator_id": "I", "indicator": "x",
                                                               "owner_role": text, "definition": text})),
    ]  # fmt: skip
    for table in made:
        rows = table.collect()
        assert rows.height > 0
        assert text not in str(rows.to_dicts())
        assert WITHHELD in str(rows.to_dicts())


def test_ordinary_and_missing_texts_stay() -> None:
    given = pl.LazyFrame({"a": ["Per Kopf 5 t", None], "b": ["x", "y"]})
    assert withheld(given, ("a", "absent")).collect().rows() == [("Per Kopf 5 t", "x"), (None, "y")]
