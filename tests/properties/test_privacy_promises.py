"""Laws of promises held against a release: verdicts as by hand, the strictest parameters, searches that keep."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_models import MEANING, kept_by
from tests.properties.privacy_tables import Table, generalised, tables
from tests.properties.test_privacy_models import MODELS, drawings, drawn_from, named, part
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.risk.promises import HeldPromise, held_promises

FILES = {"meaning.csv": MEANING}
PARAMETER = {
    "entropy-l-diversity": ("l", -1),
    "recursive-(c,l)-diversity": ("c", 1),
    "t-closeness-equal": ("t", 1),
    "t-closeness-hierarchical": ("t", 1),
    "basic-beta-likeness": ("beta", 1),
    "enhanced-beta-likeness": ("beta", 1),
    "k-anonymity": ("k", -1),
    "distinct-l-diversity": ("l", -1),
}


def released(table: Table, places: list[int]) -> pl.LazyFrame:
    return part(table, places).frame


def held(table: Table, model: dict[str, Any], places: list[int]) -> HeldPromise:
    names = list(table.hierarchies)
    (found,) = held_promises(
        released(table, places), [model], names, ["s"], population=table.frame.select(names), files=FILES
    )
    return found


@pytest.mark.parametrize("name", [*MODELS, "k-anonymity", "distinct-l-diversity"])
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_verdict_is_that_of_every_row(name: str, data: st.DataObject) -> None:
    table = data.draw(tables())
    simple = {"k-anonymity": "k", "distinct-l-diversity": "l"}
    model = {"model": name, simple[name]: data.draw(st.integers(1, 3))} if name in simple else data.draw(named(name))
    places = drawn_from(table, data.draw(drawings), [model])
    if name == "average-reidentification-risk":
        classes = len(set(table.rows))
        assert held(table, model, places).is_kept == (len(table.rows) * Fraction(str(model["risk"])) >= classes)
        return
    stays = kept_by([model], table.rows, places, [table.sensitive[place] for place in places])
    found = held(table, model, places)
    assert found.is_kept == (stays is not None and all(stays))
    if stays is not None:
        assert found.rows == stays.count(False)


@pytest.mark.parametrize("name", PARAMETER)
@given(st.data())
@settings(max_examples=20, deadline=None)
def test_what_is_measured_is_kept_and_nothing_stricter(name: str, data: st.DataObject) -> None:
    table = data.draw(tables())
    places = list(range(len(table.rows)))
    parameter, stricter = PARAMETER[name]
    fixed: dict[str, Any] = {"k-anonymity": {"k": 1}, "distinct-l-diversity": {"l": 1}}.get(name) or {}
    model = {"model": name, **fixed} if fixed else data.draw(named(name))
    found = held(table, model, places)
    if found.measured is None or found.measured == 0:
        return
    slack = 0 if isinstance(model[parameter], int) else 1e-7 * found.measured
    measured = found.measured if slack else int(found.measured)
    laxer = {**model, parameter: measured + stricter * slack}
    if (parameter != "t" or laxer["t"] <= 1) and (parameter != "l" or laxer["l"] >= 1):
        assert held(table, laxer, places).is_kept
    tight = {**model, parameter: measured - stricter * (slack or 1)}
    if tight[parameter] >= (1 if parameter == "l" else 1e-300):
        assert not held(table, tight, places).is_kept


@pytest.mark.parametrize("name", MODELS)
@given(st.data(), st.sampled_from([0.0, 0.2, 0.5, 1.0]))
@settings(max_examples=15, deadline=None)
def test_a_search_keeps_what_it_promises(name: str, data: st.DataObject, limit: float) -> None:
    """Released rows by `recode`; p from all rows that were searched; the population at the same levels."""
    table = data.draw(tables(least_rows=4))
    model = data.draw(named(name))
    places = drawn_from(table, data.draw(drawings), [model])
    is_subset = name in ("k-map", "d-presence")
    rows = part(table, places)
    try:
        solution = search(
            table.frame,
            table.hierarchies,
            models=[model],
            sensitive=["s"],
            subset=rows.frame if is_subset else None,
            suppression_limit=limit,
            files=FILES,
        )
    except StadtlandError:
        assume(False)
    names = list(table.hierarchies)
    everybody = generalised(table, tuple(solution.levels.values()))
    population = pl.LazyFrame(
        {name: pl.Series([row[at] for row in everybody], dtype=pl.String) for at, name in enumerate(names)}
    )
    held = held_promises(
        recode(rows.frame, table.hierarchies, solution),
        [model],
        names,
        ["s"],
        population=population,
        reference=rows.frame,
        files=FILES,
    )
    assert all(promise.is_kept for promise in held)
