"""An agreement that takes out cells instead of generalising: on the road, measured from the protected file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from ruamel.yaml import YAML

from config.load import load_agreement
from flows.road import Stages, walk
from flows.stages.open_run import open_run
from schemas.errors import StadtlandError

HOUSE = Path(__file__).resolve().parents[2]
QUASI = ["district", "sex"]
K = 20


def _terms(matching: str = "original", k: int = K) -> dict[str, Any]:
    yaml = YAML(typ="safe", pure=True)
    terms: dict[str, Any] = yaml.load((HOUSE / "config/agreements/demo.yaml").read_text(encoding="utf-8"))
    survey = terms["datasets"]["travel_survey"]
    terms["datasets"] = {"travel_survey": survey}
    terms["results"], terms["handover"]["tables"] = ["modal_split"], ["modal_split"]
    terms["small_cells"] = {"modal_split": terms["small_cells"]["modal_split"]}
    terms.pop("learning", None)
    survey["fields"]["age"] = {"column": "Alter", "release": "never"}
    for name in QUASI:
        column = survey["fields"][name]["column"]
        survey["fields"][name] = {"column": column, "release": "as-is", "quasi_identifier": True}
    survey["protection"] = {"k": k, "method": {"name": "suppress-cells", "matching": matching}, "reason": "to try"}
    return terms


def _written(folder: Path, terms: dict[str, Any]) -> str:
    text = io.StringIO()
    YAML(typ="safe", pure=True).dump(terms, text)
    (folder / "terms.yaml").write_text(text.getvalue(), encoding="utf-8")
    return str(folder / "terms.yaml")


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from flows.demo_city import make_city

    folder = tmp_path_factory.mktemp("cells-city")
    make_city(folder, rows=1_000, seed=7)
    return folder


def _fits(shown: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(a == b or "*" in (a, b) for a, b in zip(shown, other, strict=True))


@pytest.mark.parametrize("matching", ["released", "original"])
def test_cells_are_taken_out_on_the_road(survey: Path, tmp_path: Path, matching: str) -> None:
    run = open_run(_written(tmp_path, _terms(matching)), "2025", str(tmp_path / "data"), str(survey))
    handover = walk(run, Stages())
    rows = pl.read_parquet(tmp_path / "data/demo/protected/2025/travel_survey.parquet")
    shown = rows.select(QUASI).rows()
    least = min(sum(_fits(one, other) for other in shown) for one in set(shown))
    assert least >= K
    report = json.loads((Path(handover.package) / "data/report/report.json").read_text(encoding="utf-8"))
    told = report["datasets"][0]["protection"]
    assert (told["after"]["k"], told["is_kept"], told["suppressed_rows"]) == (least, True, 0)
    assert told["before"]["k"] < K
    stars = {name: rows[name].to_list().count("*") for name in QUASI}
    assert sum(stars.values()) > 0
    assert {one["field"]: one["loss"] for one in told["levels"]} == {
        name: pytest.approx(number / rows.height) for name, number in stars.items()
    }
    promises = {one["model"]: one["measured"] for one in told["promises"]}
    assert bool(promises) == (matching == "original")
    assert promises.get("original rows that each row fits", K) >= K


def _no_k(terms: dict[str, Any]) -> None:
    terms["datasets"]["travel_survey"]["protection"]["suppress_at_most"] = 0.1


def _number(terms: dict[str, Any]) -> None:
    terms["datasets"]["travel_survey"]["fields"]["age"] = {
        "column": "Alter", "release": "as-is", "quasi_identifier": True,
    }  # fmt: skip


def _generalised(terms: dict[str, Any]) -> None:
    terms["datasets"]["travel_survey"]["fields"]["age"] = {
        "column": "Alter", "release": "generalise", "hierarchy": {"intervals": [5]},
    }  # fmt: skip


def _strata(terms: dict[str, Any]) -> None:
    terms["datasets"]["travel_survey"]["protection"]["method"]["strata"] = ["weight"]


def _important(terms: dict[str, Any]) -> None:
    terms["datasets"]["travel_survey"]["protection"]["method"]["importance"] = ["weight"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_no_k, "leave out suppress_at_most"),
        (_number, "needs text here"),
        (_generalised, "generalises nothing"),
        (_strata, "strata are for"),
        (_important, "no field of k: weight"),
    ],
)
def test_what_an_agreement_may_not_say(tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str) -> None:
    terms = _terms()
    change(terms)
    with pytest.raises(StadtlandError) as refused:
        load_agreement(_written(tmp_path, terms))
    assert said in refused.value.message("en")
