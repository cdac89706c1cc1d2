"""`stadtland measure` on published files, and on files that cannot be measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from flows import console
from flows.commands.measure import measure
from schemas.errors import StadtlandError

app = typer.Typer()
app.command()(measure)

SAMPLE = """place;age;w;home;illness;days
Leipzig;20;10;1;flu;1
Leipzig;20;20;1;flu;2
Leipzig;NA;5;2;cold;4
Wurzen;40;8;2;none;4
"""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    (tmp_path / "sample.csv").write_text(SAMPLE, encoding="utf-8")
    return tmp_path / "sample.csv"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def measured(*arguments: object) -> dict[str, Any]:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(*arguments: object) -> StadtlandError:
    error = call(*arguments).exception
    assert isinstance(error, StadtlandError)
    assert error.exit_code == 6
    return error


def test_pycanon_cases(anonymisation: Path, cases: dict[str, Any]) -> None:
    """A column of numbers is measured as numbers without being told so."""
    for case in cases["pycanon_cases"]["cases"]:
        quasi = ",".join(case["quasi_identifiers"])
        found = measured(anonymisation / case["file"], "--quasi", quasi, "--sensitive", case["sensitive"])
        truth = case["independent"]
        assert (found["t_ordered"] is not None) == case["sensitive_numeric"], case["file"]
        ours = {
            "k": found["k"],
            "l": found["distinct_l"],
            "entropy_l": found["entropy_l"],
            "alpha": found["alpha"],
            "basic_beta": found["basic_beta"],
            "delta": found["delta"],
            "t": found["t_ordered"] if case["sensitive_numeric"] else found["t_equal"],
            "n_classes": found["classes"],
            "marketer_risk_records": found["marketer"],
            "max_rir": found["prosecutor_max"],
        }
        assert ours == pytest.approx({name: truth[name] for name in ours}, rel=1e-9), case["file"]


@pytest.mark.parametrize("dataset", ["francdat", "testdata2", "testdata"])
def test_sdcmicro_cases(dataset: str, anonymisation: Path, cases: dict[str, Any], tmp_path: Path) -> None:
    (case,) = [c for c in cases["sdcmicro_cases"]["risk"] if c["dataset"] == dataset]
    file, quasi = anonymisation / "sdcmicro" / f"{dataset}.csv", ",".join(case["key_vars"])
    household = [] if case["household"] is None else ["--household", case["household"]]
    rows = tmp_path / "rows.csv"
    found = measured(file, "--quasi", quasi, "--weight", case["weight"], *household, "--wildcards", "--per-row", rows)
    names = {
        "rows": "rows",
        "classes": "n_classes",
        "expected_reidentifications": "expected_reidentifications",
        "global_risk": "global_risk",
        "risk_pct": "risk_pct",
        "max_individual_risk": "max_ind_risk",
        "household_risk": "hier_risk",
        "household_expected_reidentifications": "hier_risk_ER",
    }
    known = {ours: case[theirs] for ours, theirs in names.items() if case[theirs] is not None}
    assert {ours: found[ours] for ours in names if ours in found} == pytest.approx(known, rel=1e-12)
    assert found["violations"] == {str(least): case[f"n_viol_{least}anon"] for least in (2, 3, 5)}
    by_row = pl.read_csv(rows)
    assert by_row["f"].sum() == case["sum_fk"]
    assert by_row["individual_risk"].head(10).to_list() == pytest.approx(case["first10_risk"], rel=1e-12)


def test_keys_for_programs(sample: Path) -> None:
    keys = [
        *("rows", "classes", "k", "distinct_l", "entropy_l", "recursive_c", "alpha", "basic_beta", "enhanced_beta"),
        *("delta", "t_equal", "t_ordered", "prosecutor_max", "prosecutor_average", "marketer", "violations"),
        "expected_reidentifications",
    ]
    assert list(measured(sample, "--quasi", "place")) == keys
    weighted = measured(sample, "--quasi", "place", "--weight", "w", "--household", "home")
    assert list(weighted)[: len(keys)] == keys
    assert list(weighted)[len(keys) :] == [
        *("sample_uniques", "global_risk", "risk_pct", "max_individual_risk", "weight_sum"),
        *("population_uniques_expected", "journalist_max", "journalist_average"),
        *("households", "household_risk", "household_expected_reidentifications"),
    ]


def test_several_sensitive_fields(sample: Path) -> None:
    """Leipzig holds flu, flu, cold and 1, 2, 4 days; Wurzen one of each."""
    both = measured(sample, "--quasi", "place", "--sensitive", "illness,days")
    apart = {name: measured(sample, "--quasi", "place", "--sensitive", name) for name in ("illness", "days")}
    assert list(both["by_sensitive"]) == ["illness", "days"]
    for name, figures in both["by_sensitive"].items():
        assert figures == {key: apart[name][key] for key in figures}
    assert both["t_equal"] == max(figures["t_equal"] for figures in apart.values())
    assert both["t_ordered"] == apart["days"]["t_ordered"]
    assert apart["illness"]["t_ordered"] is None


def test_a_mark_for_what_is_missing(sample: Path) -> None:
    assert measured(sample, "--quasi", "place,age", "--wildcards")["k"] == 1
    found = measured(sample, "--quasi", "place,age", "--wildcards", "--missing", "NA")
    assert found["violations"] == {"2": 1, "3": 1, "5": 4}  # the three of Leipzig may all be alike


def test_a_population(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "everybody.csv").write_text("place\n" + "Leipzig\n" * 30 + "Wurzen\n" * 4, encoding="utf-8")
    found = measured(sample, "--quasi", "place", "--population", tmp_path / "everybody.csv")
    assert found["journalist_max"] == 1 / 4
    assert found["journalist_average"] == pytest.approx((3 / 30 + 1 / 4) / 4)
    assert (found["population_rows"], found["population_uniques"]) == (34, 0)
    error = refused(sample, "--quasi", "place,age", "--population", tmp_path / "everybody.csv")
    assert error.code == "quasi-identifier-absent"


def test_special_uniques(sample: Path, tmp_path: Path) -> None:
    """Fraction from the weights: 4 rows for 43 persons; a fraction given comes first."""
    found = measured(sample, "--quasi", "place,age", "--suda", "--weight", "w", "--per-row", tmp_path / "rows.parquet")
    assert found["suda"]["sampling_fraction"] == pytest.approx(4 / 43)
    assert found["suda"]["minimal_uniques"] == {"1": 3, "2": 0}  # NA, Wurzen and 40
    assert pl.read_parquet(tmp_path / "rows.parquet")["suda_score"].to_list() == [0, 0, 1, 2]
    assert measured(sample, "--quasi", "place,age", "--suda")["suda"]["sampling_fraction"] == 0.01
    found = measured(sample, "--quasi", "place,age", "--suda-largest", "1", "--sampling-fraction", "0.5")
    assert (found["suda"]["largest"], found["suda"]["sampling_fraction"]) == (1, 0.5)


@pytest.mark.parametrize(("language", "words"), [("de", "kleinsten Klasse"), ("en", "smallest class")])
def test_for_people(language: str, words: str, sample: Path) -> None:
    console.choose_language(language)
    try:
        result = call(sample, "--quasi", "place", "--sensitive", "illness,days", "--weight", "w", "--suda")
    finally:
        console.choose_language(None)
    assert result.exit_code == 0
    assert words in result.stdout
    assert "prosecutor_max" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--quasi", "street"], "quasi-identifier-absent"),
        (["--quasi", ","], "quasi-identifiers-none"),
        (["--quasi", "place,place"], "risk-column-twice"),
        (["--quasi", "place", "--sensitive", "place"], "sensitive-is-quasi-identifier"),
        (["--quasi", "place", "--sensitive", "pain"], "sensitive-absent"),
        (["--quasi", "place", "--sensitive", "days,days"], "risk-column-twice"),
        (["--quasi", "place", "--sensitive", "w", "--weight", "w"], "risk-column-twice"),
        (["--quasi", "place,w", "--weight", "w"], "risk-column-twice"),
        (["--quasi", "place", "--weight", "weight"], "risk-column-absent"),
        (["--quasi", "place", "--weight", "illness"], "weights-unusable"),
        (["--quasi", "place", "--weight", "age"], "weights-unusable"),
        (["--quasi", "place", "--household", "age", "--missing", "NA"], "household-missing"),
        (["--quasi", "place", "--suda", "--suda-largest", "2"], "suda-size"),
        (["--quasi", "place", "--suda", "--sampling-fraction", "2"], "suda-fraction"),
    ],
)
def test_what_cannot_be_measured(arguments: list[str], code: str, sample: Path, tmp_path: Path) -> None:
    error = refused(sample, *arguments, "--per-row", tmp_path / "rows.csv")
    assert error.code == code
    assert not (tmp_path / "rows.csv").exists()
    assert "Leipzig" not in error.message("de") + error.message("en")
