"""Measures against pycanon's and sdcMicro's published cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms.privacy.risk.measure import measure


def test_pycanon_cases(anonymisation: Path, cases: dict[str, Any]) -> None:
    """k, l, α, β, δ and t of every file; enhanced β and (c, l) apart, which pycanon defines otherwise.

    pycanon's enhanced β takes min(β, -ln p) as the measured value; ours says None where a gain is above -ln p,
    because then no β holds. Its (c, l) sorts frequencies ascending.
    """
    for case in cases["pycanon_cases"]["cases"]:
        frame = pl.read_csv(anonymisation / case["file"], infer_schema=False)
        if case["sensitive_numeric"]:
            frame = frame.with_columns(pl.col(case["sensitive"]).cast(pl.Float64))
        found = measure(frame.lazy(), case["quasi_identifiers"], case["sensitive"])
        truth = case["independent"]
        assert truth["rows_dropped_for_missing_qi"] == 0
        ours = {
            "k": found.k,
            "l": found.distinct_l,
            "entropy_l": found.entropy_l,
            "alpha": found.alpha,
            "basic_beta": found.basic_beta,
            "delta": found.delta,
            "t": found.t_ordered if case["sensitive_numeric"] else found.t_equal,
            "n_classes": found.classes,
            "marketer_risk_records": found.marketer,
            "max_rir": found.prosecutor_max,
        }
        assert ours == pytest.approx({name: truth[name] for name in ours}, rel=1e-9), case["file"]


@pytest.mark.parametrize("dataset", ["francdat", "testdata2", "testdata"])
def test_sdcmicro_counts_with_wildcards(dataset: str, anonymisation: Path, cases: dict[str, Any]) -> None:
    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == dataset]
    frame = pl.scan_csv(anonymisation / "sdcmicro" / f"{dataset}.csv", infer_schema=False)
    found = measure(frame, case["key_vars"], wildcards="match")
    assert found.rows == case["rows"]
    assert found.classes == case["n_classes"]
    assert found.violations == {2: case["n_viol_2anon"], 3: case["n_viol_3anon"], 5: case["n_viol_5anon"]}


@pytest.mark.parametrize("unit", ["freqCalc", "freqCalc_missing_as_wildcard"])
def test_sdcmicro_frequencies(unit: str, cases: dict[str, Any]) -> None:
    case = cases["sdcmicro_cases"]["unit_cases_from_tests"][unit]
    found = measure(pl.LazyFrame({name: case[name] for name in "ABC"}), ["A", "B", "C"], wildcards="match")
    assert found.expected_reidentifications == pytest.approx(sum(1 / frequency for frequency in case["fk"]))
    assert found.violations[2] == case["n1"]
    assert found.violations[3] - found.violations[2] == case["n2"]
    assert found.k == min(case["fk"])
