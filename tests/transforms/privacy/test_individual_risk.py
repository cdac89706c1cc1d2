"""Individual risk against published values and the integral it stands for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from transforms.privacy.risk.individual_risk import Method, individual_risk


@pytest.mark.parametrize("method", ["approximate", "exact"])
def test_sdcmicro_unit_cases(method: Method, cases: dict[str, Any]) -> None:
    unit = cases["sdcmicro_cases"]["unit_cases_from_tests"]
    expected = unit[{"approximate": "indivRisk_approx_weighted", "exact": "indivRisk_exact_weighted"}[method]]
    found = individual_risk(np.array(unit["freqCalc"]["fk"]), np.array(unit["freqCalc"]["Fk"]), method=method)
    assert found == pytest.approx(expected, abs=5e-9)


def test_a_unique_of_ten() -> None:
    """f = 1, F = 10: p = 0.1, risk = 0.1 / 0.9 * ln 10 = 0.2558: more than 1/10, for F may well be below 10."""
    assert individual_risk(np.array([1]), np.array([10.0])) == pytest.approx(0.1 / 0.9 * np.log(10))


@pytest.mark.parametrize("rows", [1, 2, 3, 40, 41, 5000])
@pytest.mark.parametrize("factor", [1.0, 1.0000001, 1.3, 1.99, 2.01, 5.0, 1e6])
def test_exact_is_the_integral(rows: int, factor: float) -> None:
    """p * integral of u^(f-1) / (p + q u), by Gauss and Legendre on pieces that shrink towards both ends."""
    edges = np.concatenate(([0.0], np.logspace(-13, -0.4, 40), 1 - np.logspace(-0.3, -7, 20), [1.0]))
    nodes, weights = np.polynomial.legendre.leggauss(80)
    low, high = edges[:-1, None], edges[1:, None]
    u = (high - low) / 2 * nodes + (high + low) / 2
    p = 1 / factor
    integral = float(((high - low) / 2 * weights * u ** (rows - 1) / (p + (1 - p) * u)).sum())
    found = individual_risk(np.array([rows]), np.array([rows * factor]), method="exact")
    assert found[0] == pytest.approx(p * integral, rel=1e-9)


def test_the_approximation_is_on_the_safe_side() -> None:
    f = np.repeat(np.arange(1, 60), 50)
    population = f * np.tile(np.geomspace(1, 1e5, 50), 59)
    exact = individual_risk(f, population, method="exact")
    assert (individual_risk(f, population) >= exact * (1 - 1e-12)).all()
    assert (exact <= 1 / f * (1 + 1e-12)).all()
    assert (exact >= 1 / population * (1 - 1e-9)).all()  # 1/F is convex: its mean is above 1 / mean


def test_a_census_and_weights_below_one() -> None:
    """F = f leaves no doubt about who is in the sample; F below f cannot be, and is no more than that."""
    assert individual_risk(np.array([1, 2, 7]), np.array([1.0, 2.0, 7.0])) == pytest.approx([1, 1 / 2, 1 / 7])
    assert individual_risk(np.array([1, 3]), np.array([0.5, 1.5])) == pytest.approx([1, 1 / 3])
