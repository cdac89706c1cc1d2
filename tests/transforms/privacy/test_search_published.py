"""The search against ARX's published optima: every case whose models are k-anonymity or distinct l-diversity."""

from __future__ import annotations

from typing import Any

import pytest

from tests.transforms.privacy.conftest import Adult
from transforms.privacy.recode import recode
from transforms.privacy.search import search

BUILT = {"k-anonymity", "distinct-l-diversity", "distinct-l"}


def built_cases(cases: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in cases["arx_cases"]["cases"] if {model["model"] for model in c["models"]} <= BUILT]


def test_there_are_cases_to_hold_it_against(cases: dict[str, Any]) -> None:
    assert len(built_cases(cases)) >= 6


@pytest.mark.parametrize(
    "case_id",
    [
        "TestAnonymizationKAnonymity#0",
        "TestAnonymizationKAnonymity#1",
        "TestAnonymizationKAnonymity#2",
        "TestAnonymizationCombinations#45",
        "TestUtilityMetricsLoss#1",
        "TestUtilityMetricsLoss#21",
    ],
)
def test_published_optimum_is_found(case_id: str, adult: Adult, cases: dict[str, Any]) -> None:
    (case,) = [c for c in built_cases(cases) if c["id"] == case_id]
    (model,) = case["models"]
    found = search(
        adult.frame,
        {name: adult.hierarchies[name] for name in case["quasi_identifiers"]},
        k=model["k"],
        suppression_limit=case["suppression_limit"],
        metric=case["rules_metric"],
    )
    loss = list(found.loss) if isinstance(found.loss, tuple) else found.loss
    assert loss == pytest.approx(case["expected_loss"], rel=1e-9)
    assert list(found.levels.values()) == case["expected_levels"]
    assert (found.suppressed_rows, found.classes) == (case["suppressed_at_optimum"], case["classes_at_optimum"])
    assert found.nodes == case["lattice_nodes"]


@pytest.mark.parametrize(("limit", "loss", "suppressed"), [(0.0, 0.573151, 0), (0.05, 0.241932, 1346)])
def test_adult_optimum_of_the_loss_metric(adult: Adult, limit: float, loss: float, suppressed: int) -> None:
    found = search(adult.frame, adult.hierarchies, k=5, suppression_limit=limit)
    assert found.loss == pytest.approx(loss, abs=5e-7)
    assert found.suppressed_rows == suppressed
    released = recode(adult.frame, adult.hierarchies, found).collect()
    sizes = released.group_by(list(adult.hierarchies)).len()["len"]
    assert released.height == found.rows - found.withheld_rows
    assert sizes.min() >= 5
    assert len(sizes) == found.classes + bool(suppressed)
