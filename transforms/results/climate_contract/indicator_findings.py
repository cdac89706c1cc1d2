"""Indicator sheets whose targets turn back, or that lack a target or what is needed to understand it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import polars as pl

from transforms.results.climate_contract.indicator_sheets import METADATA, TARGET_YEARS
from transforms.results.exact.exactly import exactly
from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows


def indicator_findings(contract_indicators: pl.LazyFrame, ids: set[str]) -> Iterator[Line]:
    """Lines per sheet. `ids` are the measures there are; none means that no portfolio is given."""
    columns = ("indicator_id", "measure_id", "baseline_value", *METADATA, *(f"target_{year}" for year in TARGET_YEARS))
    for row in sorted(given_rows(contract_indicators, columns), key=lambda it: str(it["indicator_id"])):
        name = row["indicator_id"]
        lacking = [it for it in ("baseline_value", *METADATA) if row[it] is None]
        lacking += [f"target_{year}" for year in TARGET_YEARS if row[f"target_{year}"] is None]
        if lacking:
            what = ", ".join(lacking)
            note = (f"Angaben fehlen: {what}", f"the sheet lacks {what}")
            yield line("indicator_sheet_is_complete", name, "not checked", note, printed=len(lacking), recomputed=0,
                       unit="fields", tolerance=0)  # fmt: skip
        way = [exactly(row[it]) for it in ("baseline_value", *(f"target_{year}" for year in TARGET_YEARS))]
        values = [it for it in way if it is not None]
        steps = [later - earlier for earlier, later in itertools.pairwise(values)]
        turns = any(step > 0 for step in steps) and any(step < 0 for step in steps)
        if turns:
            note = ("Die Ziele kehren um: von Jahr zu Jahr darf es nur in eine Richtung gehen",
                    "The targets turn back: from year to year they may move one way only")  # fmt: skip
            yield line("targets_move_one_way", name, "rule broken", note, printed=values[0], recomputed=values[-1],
                       tolerance=None)  # fmt: skip
        if ids and row["measure_id"] is not None and row["measure_id"] not in ids:
            note = ("verweist auf eine Maßnahme, die es nicht gibt", "points at a measure that there is not")
            yield line("declared_link_leads_somewhere", name, "rule broken", note)
