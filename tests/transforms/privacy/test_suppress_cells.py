"""Local suppression against sdcMicro's measured cases, examples with their arithmetic, and bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.risk.measure import measure
from transforms.privacy.suppression.suppress_cells import Matching, suppress_cells


@pytest.fixture
def dwellings() -> pl.LazyFrame:
    """Five dwellings; the third differs from the first two in its heating, the last two agree in the district only."""
    return pl.LazyFrame(
        {
            "district": ["N", "N", "N", "S", "S"],
            "heating": ["gas", "gas", "oil", "heat pump", "district heat"],
            "year": [1970, 1970, 1970, 1990, 2010],
            "energy_mwh": [12.0, 14.0, 19.0, 4.0, 9.0],
        }
    )


def test_an_example_by_hand(dwellings: pl.LazyFrame) -> None:
    """k = 2. Row 3 fits rows 1 and 2 without its heating: one cell. Row 5 fits row 4 without heating and year: two;
    row 4 then has row 5 for company and keeps all it shows. (Of the two the one with the lower values hides.)"""
    found = suppress_cells(dwellings, ["district", "heating", "year"], k=2)
    released = found.frame.collect()
    assert released["heating"].to_list() == ["gas", "gas", "*", "heat pump", "*"]
    assert released["year"].to_list() == [1970, 1970, 1970, 1990, None]  # a number becomes null
    assert released["energy_mwh"].to_list() == [12.0, 14.0, 19.0, 4.0, 9.0]
    assert found.cells == {"district": 0, "heating": 2, "year": 1}
    assert (found.rows, found.rows_at_risk, found.rows_changed, found.cells_suppressed) == (5, 3, 2, 3)


def test_matching_the_original_rows_hides_the_other_row_too(dwellings: pl.LazyFrame) -> None:
    """Row 4 as it is fits itself alone among the original rows, whatever row 5 hides."""
    found = suppress_cells(dwellings, ["district", "heating", "year"], k=2, matching="original")
    released = found.frame.collect()
    assert released["heating"].to_list() == ["gas", "gas", "*", "*", "*"]
    assert released["year"].to_list() == [1970, 1970, 1970, None, None]
    assert found.rows_changed == found.rows_at_risk == 3


def test_an_important_field_stays_while_others_can_give_way() -> None:
    rows = pl.LazyFrame({"a": ["1", "1", "2"], "b": ["x", "y", "x"], "c": ["p", "q", "r"]})
    spared = suppress_cells(rows, ["a", "b", "c"], k=2, importance=["a"], matching="original")
    assert spared.cells == {"a": 1, "b": 2, "c": 3}  # only the third row has nobody with its a
    spared = suppress_cells(rows, ["a", "b", "c"], k=2, importance=["b", "a"], matching="original")
    assert spared.cells == {"a": 2, "b": 1, "c": 3}


# Cells taken out by "released" and by "original", as docs/methods/local-cell-suppression.md shows them.
SHOWN = {
    ("francdat", 2): (3, 6),
    ("francdat", 3): (6, 12),
    ("francdat", 5): (12, 24),
    ("testdata2", 2): (56, 109),
    ("testdata2", 3): (84, 162),
    ("testdata2", 5): (120, 217),
    ("testdata", 2): (95, 157),
    ("testdata", 3): (156, 283),
    ("testdata", 5): (275, 461),
}


@pytest.mark.parametrize(("dataset", "k"), SHOWN)
def test_never_more_cells_than_sdcmicro(dataset: str, k: int, anonymisation: Path, cases: dict[str, Any]) -> None:
    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == dataset]
    frame = pl.scan_csv(anonymisation / "sdcmicro" / f"{dataset}.csv")
    found = suppress_cells(frame, case["key_vars"], k=k)
    assert found.rows_at_risk == case[f"n_viol_{k}anon"]
    assert found.cells_suppressed <= case[f"kAnon_{k}"]["total_suppressions"]
    assert measure(found.frame, case["key_vars"], wildcards="match").k >= k
    original = suppress_cells(frame, case["key_vars"], k=k, matching="original")
    assert (found.cells_suppressed, original.cells_suppressed) == SHOWN[dataset, k]


def test_the_generated_households_of_the_page() -> None:
    frame = pl.scan_csv(Path(__file__).parents[3] / "docs" / "methods" / "example" / "households.csv")
    quasi = ["postcode", "built_year", "heating"]
    released, original = (suppress_cells(frame, quasi, k=3, matching=m) for m in ("released", "original"))
    assert (released.rows_at_risk, released.cells_suppressed) == (160, 47)
    assert original.cells == {"postcode": 0, "built_year": 160, "heating": 0}


def test_strata_of_sdcmicro_by_age(anonymisation: Path, cases: dict[str, Any]) -> None:
    """R's cut(age, 5): five parts of equal width, the outer borders a thousandth further out, closed on the right."""
    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == "testdata2"]
    rows = pl.read_csv(anonymisation / "sdcmicro" / "testdata2.csv")
    age = rows["age"].to_numpy()
    inner = np.linspace(age.min(), age.max(), 6)[1:-1]
    rows = rows.with_columns(age_group=pl.Series(np.searchsorted(inner, age, side="left")))
    found = suppress_cells(rows.lazy(), case["key_vars"], k=2, strata=["age_group"])
    limit = cases["sdcmicro_cases"]["unit_cases_from_tests"]["kAnon_testdata2_7keys_k2_strata_ageG"]
    assert found.cells_suppressed <= limit
    for part in found.frame.collect().partition_by("age_group"):
        assert measure(part.lazy(), case["key_vars"], wildcards="match").k >= 2


@pytest.mark.parametrize("matching", ["released", "original"])
def test_sdcmicro_subsets_with_their_own_k(matching: Matching, anonymisation: Path, cases: dict[str, Any]) -> None:
    """sdcMicro's own test: any five keys with k = 10, any four with 20, any three with 30."""
    from itertools import combinations

    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == "testdata2"]
    frame = pl.scan_csv(anonymisation / "sdcmicro" / "testdata2.csv")
    found = suppress_cells(frame, case["key_vars"], k={5: 10, 4: 20, 3: 30}, matching=matching)
    for size, k in {5: 10, 4: 20, 3: 30}.items():
        for part in combinations(case["key_vars"], size):
            assert measure(found.frame, part, wildcards="match").k >= k


def test_too_many_pairs_are_matched_set_by_set(
    anonymisation: Path, cases: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from transforms.privacy.suppression import hide, match_original

    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == "testdata"]
    frame = pl.scan_csv(anonymisation / "sdcmicro" / "testdata.csv")
    one_by_one = suppress_cells(frame, case["key_vars"], k=5, matching="original")
    monkeypatch.setattr(hide, "_PAIRS", 0)
    monkeypatch.setattr(match_original, "_PAIRS", 0)
    assert suppress_cells(frame, case["key_vars"], k=5, matching="original") == one_by_one
    assert suppress_cells(frame, case["key_vars"], k=5, matching="released") == one_by_one


def test_many_fields_reach_k_by_their_nearest_rows() -> None:
    """Fourteen fields: too many to compare all their sets."""
    values = np.random.default_rng(7).integers(0, 3, (14, 60)).astype(str)
    rows = pl.LazyFrame({f"q{place}": line for place, line in enumerate(values)})
    quasi = list(rows.collect_schema())
    for matching in ("released", "original"):
        found = suppress_cells(rows, quasi, k=3, matching=matching)  # type: ignore[arg-type]
        assert measure(found.frame, quasi, wildcards="match").k >= 3
        # The nearest row differs in five or six fields, others in more.
        assert found.cells_suppressed < 0.6 * 14 * 60


def test_every_type_of_column_can_lose_cells() -> None:
    from datetime import date

    rows = pl.LazyFrame(
        {"day": [date(2024, 1, 1)] * 2 + [date(2025, 1, 1)], "flag": [True, True, False], "share": [0.5, 0.5, None]},
    ).with_columns(kind=pl.Series(["x", "x", "y"], dtype=pl.Categorical))
    quasi = rows.collect_schema().names()
    found = suppress_cells(rows, [*quasi, "day"], k=2)
    assert found.frame.collect_schema() == rows.collect_schema()
    assert found.frame.collect().row(2) == (None, None, None, None)
    assert found.cells == {"day": 1, "flag": 1, "share": 0, "kind": 1}


def test_a_missing_stratum_is_a_stratum() -> None:
    rows = pl.LazyFrame({"q": ["a", "b", "a", "b"], "s": ["x", "x", None, None]})
    assert suppress_cells(rows, ["q"], k=2, strata=["s"]).cells == {"q": 2}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"quasi": []}, "quasi-identifiers-none"),
        ({"quasi": ["a", "z"]}, "quasi-identifier-absent"),
        ({"strata": ["z"]}, "suppression-stratum-refused"),
        ({"strata": ["a"]}, "suppression-stratum-refused"),
        ({"importance": ["z"]}, "suppression-importance-refused"),
        ({"importance": ["a", "a"]}, "suppression-importance-refused"),
        ({"k": 0}, "parameter-out-of-range"),
        ({"k": {3: 2}}, "suppression-size-refused"),
        ({"k": {}}, "suppression-size-refused"),
        ({"k": 4}, "suppression-too-few-rows"),
        ({"k": 2, "strata": ["s"]}, "suppression-too-few-rows"),
    ],
)
def test_bad_input_is_named(given: dict[str, Any], code: str) -> None:
    rows = pl.LazyFrame({"a": ["1", "2", "3"], "b": ["x", "y", "x"], "s": ["p", "p", "q"]})
    with pytest.raises(StadtlandError) as caught:
        suppress_cells(rows, **({"quasi": ["a", "b"], "k": 2} | given))
    assert caught.value.code == code


def test_too_many_fields_are_refused() -> None:
    rows = pl.LazyFrame({f"q{place}": ["a", "a"] for place in range(41)})
    with pytest.raises(StadtlandError, match="40"):
        suppress_cells(rows, list(rows.collect_schema()), k=2)
