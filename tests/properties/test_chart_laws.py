"""Laws of pictures: whatever the released table holds, a picture holds no more, and its rows are the table's."""

from __future__ import annotations

import math
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.chart_text import ChartText
from delivery.charts.charts_of import drawings_of, title_of
from delivery.charts.drawing import Drawing
from delivery.charts.words import amount
from schemas.deal_words import STATUSES
from tests.delivery.chart_tables import abatement, allocation, balance, deals, gap, indicators, net, pathway

names = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=90).filter(str.strip)
figures = st.one_of(
    st.none(), st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(-9, 9).map(float)
)
statuses = st.sampled_from(["computed", "missing", "suppressed"])
codes = st.integers(1, 40).map("{:08d}".format)


def listed(*parts: st.SearchStrategy[Any], most: int = 12, unique_by: Any = None) -> st.SearchStrategy[Any]:
    return st.lists(st.tuples(*parts), min_size=1, max_size=most, unique_by=unique_by)


TABLES = st.one_of(
    listed(names, names, figures, statuses).map(lambda rows: ("ghg_balance", balance(*rows))),
    st.tuples(*[figures] * 5, statuses).map(
        lambda it: ("emissions_gap", gap(
            baseline_t_co2e=it[0], reduction_other_plans_t_co2e=it[1], reduction_actions_t_co2e=it[2],
            uncovered_t_co2e=it[3], residual_t_co2e=it[4], status=it[5],
        ))
    ),
    listed(codes, names, figures, statuses, unique_by=lambda row: row[0]).map(
        lambda rows: ("partnership_allocation", allocation(
            *(("area", code, name, None if share is None else abs(math.sin(share)), status)
              for code, name, share, status in rows)
        ))
    ),
    listed(codes, names, st.tuples(*[figures] * 4), statuses, unique_by=lambda row: row[0]).map(
        lambda rows: ("partnership_net", net(*rows))
    ),
    listed(names, st.sampled_from(STATUSES), st.integers(0, 10**6), statuses, unique_by=lambda row: row[:2]).map(
        lambda rows: ("deal_status", deals(*rows))
    ),
    listed(st.integers(1900, 2100), figures, st.sampled_from(["given", "interpolated", "suppressed"]), figures,
           statuses, unique_by=lambda row: row[0]).map(lambda rows: ("pathway_targets", pathway(*rows))),
    listed(names, figures, st.sampled_from(["on-track", "off", "grey"]), st.sampled_from([None, "no value"]), statuses,
           unique_by=lambda row: row[0]).map(lambda rows: ("indicator_status", indicators(*rows))),
    listed(st.text("ABC-", min_size=1, max_size=4), figures,
           st.one_of(st.none(), st.floats(0, 1e9, allow_subnormal=False)), statuses).map(
        lambda rows: ("abatement_curve", abatement(*rows))
    ),
)  # fmt: skip


def texts_of(node: Any, key: str = "") -> list[str]:
    """Every text that a specification draws: of its data, titles, legends and axes."""
    if isinstance(node, dict):
        skipped = {
            "$schema",
            "config",
            "field",
            "type",
            "mark",
            "transform",
            "sort",
            "scale",
            "format",
            "labelExpr",
            "name",
        }
        return [text for name, value in node.items() if name not in skipped for text in texts_of(value, name)]
    if isinstance(node, list):
        return [text for value in node for text in texts_of(value, key)]
    drawn = {"title", "text", "subtitle", "label", "partner", "key", "carrier", "cell", "sector", "city", "status",
             "indicator", "amount", "step", "kind"}  # fmt: skip
    return [node] if isinstance(node, str) and key in drawn and node not in {"bounds"} else []


def drawings(case: tuple[str, pl.DataFrame], language: str) -> list[Drawing]:
    return drawings_of(*case, language)


@given(TABLES, st.sampled_from(["de", "en"]))
@settings(max_examples=20, deadline=None)
def test_a_picture_holds_no_word_or_number_that_its_table_lacks(case: tuple[str, pl.DataFrame], language: str) -> None:
    table, frame = case
    text = ChartText(frame, title=title_of(table, language), table=table, language=language)
    for drawing in drawings(case, language):
        for found in [drawing.title, drawing.summary, *texts_of(drawing.spec)]:
            assert text.is_released(found), found


@given(TABLES)
@settings(max_examples=20, deadline=None)
def test_the_rows_behind_a_picture_are_rows_of_the_table(case: tuple[str, pl.DataFrame]) -> None:
    """Every cell is the released one, or null where the row is suppressed or a sum would tell a suppressed one."""
    _, frame = case
    for drawing in drawings(case, "de"):
        behind = drawing.table
        assert behind.height <= frame.height
        released = frame.select(behind.columns).to_dicts()
        for row in behind.to_dicts():
            told = {name: value for name, value in row.items() if value is not None and name not in {"status"}}
            assert any(all(one[name] == value for name, value in told.items()) for one in released)


@given(TABLES)
@settings(max_examples=20, deadline=None)
def test_a_suppressed_row_keeps_no_figure(case: tuple[str, pl.DataFrame]) -> None:
    figures_of = {
        "ghg_balance": "emissions_t_co2e", "emissions_gap": "baseline_t_co2e", "partnership_allocation": "share",
        "partnership_net": "net_t_co2e", "deal_status": "deal_count", "pathway_targets": "actual",
        "indicator_status": "deviation_percent", "abatement_curve": "reduction_t_co2e",
    }  # fmt: skip
    table, frame = case
    for drawing in drawings(case, "de"):
        hidden = drawing.table.filter(pl.col("status") == "suppressed")
        assert hidden[figures_of[table]].is_null().all()
    if (frame["status"] == "suppressed").all() and table not in {"indicator_status"}:
        assert drawings(case, "de") == []


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["de", "en"]))
def test_a_printed_figure_reads_back_as_itself_and_is_zero_only_if_it_is(value: float, language: str) -> None:
    shown = amount(value, language)
    plain = shown.replace("\N{MINUS SIGN}", "-").strip("<> ")
    plain = plain.replace(".", "").replace(",", ".") if language == "de" else plain.replace(",", "")
    if shown.startswith(("<", ">")):
        assert 0 < abs(value) <= abs(float(plain))
    else:
        assert (float(plain) == 0) == (value == 0)
        assert math.isclose(float(plain), value, rel_tol=0.051, abs_tol=0.51e-12)
