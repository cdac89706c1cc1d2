"""Laws of the privacy models: the search finds the best of all nodes for every model and metric."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_models import MEANING, kept_by
from tests.properties.privacy_tables import Table, brute_score, generalised, nodes, tables
from tests.properties.test_privacy_search import METRICS, limits, shortcuts_forced
from transforms.privacy.full_domain.search import search

k_anonymity = st.fixed_dictionaries({"model": st.just("k-anonymity"), "k": st.integers(1, 3)})
MODELS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "entropy-l-diversity": st.fixed_dictionaries(
        {"l": st.sampled_from([1.0, 1.5, 2.0, 2.7, 3.0]), "estimator": st.sampled_from(["SHANNON", "GRASSBERGER"])}
    ),
    "recursive-(c,l)-diversity": st.fixed_dictionaries(
        {"c": st.sampled_from([0.5, 0.9, 1.0, 2.0, 3.0]), "l": st.integers(2, 3)}
    ),
    "t-closeness-equal": st.fixed_dictionaries({"t": st.sampled_from([0.0, 0.2, 0.25, 0.4])}),
    "t-closeness-hierarchical": st.fixed_dictionaries(
        {"t": st.sampled_from([0.0, 0.2, 0.25, 0.4]), "hierarchy": st.just("meaning.csv")}
    ),
    "basic-beta-likeness": st.fixed_dictionaries({"beta": st.sampled_from([0.2, 0.5, 1.0, 2.0])}),
    "enhanced-beta-likeness": st.fixed_dictionaries({"beta": st.sampled_from([0.2, 0.5, 1.0, 2.0])}),
    "k-map": st.fixed_dictionaries({"k": st.integers(1, 5)}),
    "d-presence": st.fixed_dictionaries(
        {"min": st.sampled_from([0.0, 0.1, 0.25]), "max": st.sampled_from([0.5, 0.75, 1.0])}
    ),
    "average-reidentification-risk": st.fixed_dictionaries({"risk": st.sampled_from([0.1, 0.25, 0.3, 0.5, 1.0])}),
}


def named(name: str) -> st.SearchStrategy[dict[str, Any]]:
    return MODELS[name].map(lambda parameters: {"model": name, **parameters})


def drawn_from(table: Table, is_drawn: list[bool], models: list[dict[str, Any]]) -> list[int]:
    """Places of the research subset where a model needs one, else of all rows."""
    if not any(model["model"] in ("k-map", "d-presence") for model in models):
        return list(range(len(table.rows)))
    places = [place for place in range(len(table.rows)) if is_drawn[place]]
    return places or [0]


def part(table: Table, places: list[int]) -> Table:
    return Table([table.rows[p] for p in places], [table.sensitive[p] for p in places], table.hierarchies)


def hold_against_every_node(
    table: Table, is_drawn: list[bool], models: list[dict[str, Any]], limit: float, metric: dict[str, Any]
) -> None:
    places = drawn_from(table, is_drawn, models)
    subset = part(table, places)
    most = math.floor(limit * len(places))
    distinct = len({value for value in subset.sensitive if value is not None})
    assume(all(distinct >= int(model.get("l", 0)) for model in models))
    assume(all(model.get("k", 0) <= len(places) or model["model"] == "k-map" for model in models))
    assume(all(model.get("k", 0) <= len(table.rows) for model in models))
    outcomes: dict[tuple[int, ...], list[bool]] = {}
    for node in nodes(table):
        population = generalised(table, node)
        if any(model["model"] == "average-reidentification-risk" for model in models):
            sizes = Counter(Counter(population[place] for place in places).values())
            assume(all(number == 1 for number in sizes.values()))  # which of equal classes goes is left open
        stays = kept_by(models, population, places, subset.sensitive)
        if stays is not None:
            outcomes[node] = stays
    allowed = {node: stays for node, stays in outcomes.items() if stays.count(False) <= most}
    asked: dict[str, Any] = {
        "models": models,
        "sensitive": ["s"],
        "subset": subset.frame
        if len(places) < len(table.rows) or "k-map" in str(models) or "min" in str(models)
        else None,
        "suppression_limit": limit,
        "metric": metric,
        "files": {"meaning.csv": MEANING},
    }
    if not allowed:
        with pytest.raises(StadtlandError) as raised:
            search(table.frame, table.hierarchies, **asked)
        if not outcomes:
            assert raised.value.code == "no-generalisation-will-do"
        else:
            assert raised.value.code == "suppression-limit-infeasible"
            assert raised.value.facts["smallest_rows"] == min(stays.count(False) for stays in outcomes.values())
        return
    best = min(brute_score(subset, node, stays, metric) for node, stays in allowed.items())
    found = search(table.frame, table.hierarchies, **asked)
    assert (list(found.loss) if isinstance(found.loss, tuple) else [found.loss]) == pytest.approx(
        best, rel=1e-9, abs=1e-9
    )
    node = tuple(found.levels.values())
    assert found.suppressed_rows == allowed[node].count(False)
    assert brute_score(subset, node, allowed[node], metric) == pytest.approx(best, rel=1e-9, abs=1e-9)
    with shortcuts_forced():
        assert search(table.frame, table.hierarchies, **asked).loss == pytest.approx(found.loss, rel=1e-12)


drawings = st.lists(st.booleans(), min_size=25, max_size=25)


@pytest.mark.parametrize("metric", METRICS, ids=str)
@pytest.mark.parametrize("name", MODELS)
@given(st.data(), limits)
@settings(max_examples=6, deadline=None)
def test_every_model_with_every_metric_is_optimal(
    name: str, metric: dict[str, Any], data: st.DataObject, limit: float
) -> None:
    size = 1 if name == "average-reidentification-risk" else 6
    table = data.draw(tables(least_rows=size))
    hold_against_every_node(table, data.draw(drawings), [data.draw(named(name))], limit, metric)


@pytest.mark.parametrize("name", [name for name in MODELS if name != "average-reidentification-risk"])
@given(tables(least_rows=8), drawings, st.data(), st.sampled_from([0.25, 0.5]))
@settings(max_examples=120, deadline=None)
def test_a_finer_node_may_keep_what_a_coarser_one_suppresses(
    name: str, table: Table, is_drawn: list[bool], data: st.DataObject, limit: float
) -> None:
    hold_against_every_node(table, is_drawn, [data.draw(named(name))], limit, {"name": "loss"})


@given(
    tables(least_rows=6),
    drawings,
    st.lists(
        st.sampled_from([name for name in MODELS if name != "average-reidentification-risk"]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.data(),
    limits,
    st.sampled_from(METRICS),
)
@settings(max_examples=150, deadline=None)
def test_models_together_are_optimal(
    table: Table, is_drawn: list[bool], names: list[str], data: st.DataObject, limit: float, metric: dict[str, Any]
) -> None:
    models = [data.draw(named(name)) for name in names] + [data.draw(k_anonymity)]
    hold_against_every_node(table, is_drawn, models, limit, metric)
