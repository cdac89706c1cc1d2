"""The differencing guard on the road: what left is remembered, and what would tell by subtraction stays."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from flows.stages.guard_releases import guard_releases, remember_releases
from schemas.agreement.releases import DifferencingGuard
from schemas.errors import StadtlandError

AGES = {"whole_numbers": {"from": 0, "until": 20}}


def a_run(root: Path, period: str, **changed: Any) -> Any:
    table = {"count": "persons", "dimensions": {"age": AGES}, "population": "same", **changed}
    terms = DifferencingGuard.model_validate({"minimum": 3, "tables": {"ages": table}, "reason": "§"})
    return SimpleNamespace(
        root=root, period=SimpleNamespace(label=period), terms=SimpleNamespace(differencing=terms, handover=None)
    )


def a_table(folder: Path, counts: dict[str, int]) -> Any:
    path = folder / "ages.parquet"
    pl.DataFrame({"age": list(counts), "persons": list(counts.values())}).write_parquet(path)
    return [SimpleNamespace(file=SimpleNamespace(table="ages", path=path))]


def test_other_class_limits_that_single_out_two_persons_are_refused(tmp_path: Path) -> None:
    first = a_table(tmp_path, {"0-17": 40, "18-20": 12})
    assert guard_releases(a_run(tmp_path, "2024"), first)[0].failed == 0
    remember_releases(a_run(tmp_path, "2024"), first)
    with pytest.raises(StadtlandError) as raised:  # 42 - 40: two persons are 18
        guard_releases(a_run(tmp_path, "2025"), a_table(tmp_path, {"0-18": 42, "19-20": 10}))
    error = raised.value
    assert (error.code, error.exit_code) == ("release-gives-away", 6)
    assert error.facts["releases"] == "ages 2024"


def test_the_same_classes_may_leave_again_and_again(tmp_path: Path) -> None:
    for period in ("2024", "2025"):
        table = a_table(tmp_path, {"0-17": 40, "18-20": 12})
        (outcome,) = guard_releases(a_run(tmp_path, period), table)
        assert not outcome.is_stopping
        remember_releases(a_run(tmp_path, period), table)
    assert sorted(file.parent.name for file in (tmp_path / "releases").glob("*/ages.json")) == ["2024", "2025"]


def test_a_period_delivered_again_is_not_compared_with_itself(tmp_path: Path) -> None:
    remember_releases(a_run(tmp_path, "2024"), a_table(tmp_path, {"0-17": 40, "18-20": 12}))
    guard_releases(a_run(tmp_path, "2024"), a_table(tmp_path, {"0-18": 42, "19-20": 10}))


def test_small_changes_of_another_population_are_told_or_stop(tmp_path: Path) -> None:
    remember_releases(a_run(tmp_path, "2024", population="renewed"), a_table(tmp_path, {"0-17": 40, "18-20": 12}))
    later = a_table(tmp_path, {"0-17": 41, "18-20": 12})
    run = a_run(tmp_path, "2025", population="renewed")
    (outcome,) = guard_releases(run, later)
    assert (outcome.failed > 0, outcome.is_stopping) == (True, False)
    run.terms.differencing = run.terms.differencing.model_copy(update={"small_changes": "stop"})
    with pytest.raises(StadtlandError):
        guard_releases(run, later)


def test_without_a_guard_nothing_is_kept(tmp_path: Path) -> None:
    run = a_run(tmp_path, "2024")
    run.terms.differencing = None
    remember_releases(run, a_table(tmp_path, {"0-17": 40}))
    assert guard_releases(run, a_table(tmp_path, {"0-17": 40})) == ()
    assert not (tmp_path / "releases").exists()
