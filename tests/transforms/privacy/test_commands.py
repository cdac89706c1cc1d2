"""`stadtland protect` and `stadtland measure` on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from click.testing import Result
from ruamel.yaml import YAML
from typer.testing import CliRunner

from flows.commands.measure import measure
from flows.commands.protect import protect
from schemas.errors import StadtlandError

app = typer.Typer()
app.command()(protect)
app.command()(measure)

PEOPLE = """age;place;illness;name;energy
21;Leipzig;flu;Anna;1
22;Leipzig;flu;Bert;2
23;Leipzig;cold;Carl;3
34;Wurzen;flu;Dora;4
34;Wurzen;none;Emil;5
55;Görlitz;flu;Fritz;6
"""
RULES: dict[str, Any] = {
    "quasi_identifiers": {"age": {"hierarchy": {"intervals": [10, 20]}}, "place": {"hierarchy": "place.csv"}},
    "sensitive": "illness",
    "keep": ["energy"],
    "models": [{"model": "k-anonymity", "k": 2}],
    "suppression_limit": 0.2,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "place.csv").write_text("Leipzig;Saxony\nWurzen;Saxony\nGörlitz;Saxony\n", encoding="utf-8")
    return tmp_path


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def run_protect(folder: Path, changed: dict[str, Any], *more: object) -> Result:
    rules = {key: value for key, value in {**RULES, **changed}.items() if value is not None}
    with (folder / "rules.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(rules, file)
    return call(
        "protect", folder / "people.csv", "--rules", folder / "rules.yaml", "--out", folder / "out.parquet", *more
    )


def failure(result: Result) -> StadtlandError:
    assert isinstance(result.exception, StadtlandError), result.output
    return result.exception


def test_a_table_is_protected_and_reported(folder: Path) -> None:
    result = run_protect(folder, {}, "--report", folder / "report.json")
    assert result.exit_code == 0, result.output
    released = pl.read_parquet(folder / "out.parquet")
    assert released.columns == ["age", "place", "illness", "energy"]
    assert released["age"].to_list() == ["[20, 30)"] * 3 + ["[30, 40)"] * 2
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["levels"] == {"age": 1, "place": 0}
    assert (report["suppressed"], report["withheld"], report["classes"]) == (1, 1, 2)
    assert report["optimal"] is True
    assert report["bound"] == report["loss"]
    assert report["dropped"] == ["name"]
    assert (report["before"][0]["k"], report["after"][0]["k"]) == (1, 2)


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    run_protect(folder, {})
    first = (folder / "out.parquet").read_bytes()
    lines = PEOPLE.splitlines()
    (folder / "people.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    run_protect(folder, {})
    assert (folder / "out.parquet").read_bytes() == first


def test_json_is_for_programs(folder: Path) -> None:
    metric = {"name": "loss", "suppression_factor": 0.3, "aggregate": "rank"}
    found = json.loads(run_protect(folder, {"metric": metric}, "--json").stdout)
    assert found["metric"] == "loss"
    assert len(found["loss"]) == 2


@pytest.mark.parametrize(
    "metric", ["non-uniform-entropy", "discernibility", "average-class-size", "loss", "precision", "ambiguity"]
)
def test_metrics_by_name(metric: str, folder: Path) -> None:
    assert run_protect(folder, {"metric": metric}).exit_code == 0


def test_diversity_and_caps(folder: Path) -> None:
    models = [{"model": "k-anonymity", "k": 2}, {"model": "distinct-l-diversity", "l": 3}]
    fields = {"age": {"hierarchy": {"intervals": [10]}}, "place": {"hierarchy": "place.csv", "highest": 1}}
    found = json.loads(run_protect(folder, {"models": models, "quasi_identifiers": fields}, "--json").stdout)
    assert found["levels"]["place"] <= 1
    assert found["after"][0]["distinct_l"] >= 3


def test_a_subset_is_released_and_hidden_in_its_population(folder: Path) -> None:
    """Of the six the two first go out. As 21 and 22 each would be alone; in tens three persons are meant."""
    (folder / "two.csv").write_text("\n".join(PEOPLE.splitlines()[:3]) + "\n", encoding="utf-8")
    found = json.loads(
        run_protect(folder, {"models": [{"model": "k-map", "k": 3}], "subset": "two.csv"}, "--json").stdout
    )
    assert (found["rows"], found["suppressed"], found["classes"]) == (2, 0, 1)
    assert found["levels"] == {"age": 1, "place": 0}
    assert pl.read_parquet(folder / "out.parquet")["age"].to_list() == ["[20, 30)"] * 2
    assert found["promises"] == [
        {"model": "k-map", "field": None, "promised": "k = 3", "measured": 3.0, "is_kept": True}
    ]


def test_a_share_of_the_population_is_measured_from_the_written_file(folder: Path) -> None:
    """Of three in their twenties two go out: share 2/3. The others' classes show nobody: share 0, below any minimum."""
    (folder / "two.csv").write_text("\n".join(PEOPLE.splitlines()[:3]) + "\n", encoding="utf-8")
    model = {"model": "d-presence", "min": 0, "max": 0.7, "subset": "two.csv"}
    found = json.loads(run_protect(folder, {"models": [model]}, "--json").stdout)
    assert found["promises"][0]["measured"] == pytest.approx(2 / 3)
    hidden = json.loads(run_protect(folder, {"models": [{**model, "min": 0.3}]}, "--json").stdout)
    assert hidden["levels"] == {"age": 3, "place": 1}  # all six persons are one class, and two of them go out
    assert hidden["promises"][0]["measured"] == pytest.approx(1 / 3)
    assert failure(run_protect(folder, {"models": [{**model, "min": 0.4}]})).code == "no-generalisation-will-do"


def test_a_release_that_breaks_what_it_promises_the_population_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search is made to answer with the raw table: the file is held to the promise all the same."""
    from flows.commands import protect_table
    from transforms.privacy.full_domain.search import search

    (folder / "two.csv").write_text("\n".join(PEOPLE.splitlines()[:3]) + "\n", encoding="utf-8")

    def careless(data: Any, hierarchies: Any, *, subset: Any, **_: Any) -> Any:
        return search(data, hierarchies, k=1, subset=subset)

    monkeypatch.setattr(protect_table, "generalise", careless)
    refused = failure(run_protect(folder, {"models": [{"model": "k-map", "k": 3}], "subset": "two.csv"}))
    assert refused.code == "model-not-kept"
    assert refused.facts["models"] == "k-map"
    assert not (folder / "out.parquet").exists()


MANY = [
    {"model": "entropy-l-diversity", "l": 1.5},
    {"model": "entropy-l-diversity", "l": 1.5, "estimator": "GRASSBERGER"},
    {"model": "recursive-(c,l)-diversity", "c": 3, "l": 2},
    {"model": "t-closeness-equal", "t": 0.2},
    {"model": "t-closeness-hierarchical", "t": 0.2, "hierarchy": "illness.csv"},
    {"model": "basic-beta-likeness", "beta": 1},
    {"model": "enhanced-beta-likeness", "beta": 1},
    {"model": "average-reidentification-risk", "risk": 0.5},
    {"model": "d-presence", "min": 0, "max": 0.7, "subset": "two.csv"},
]


@pytest.mark.parametrize("model", MANY, ids=lambda model: model["model"])
def test_every_model_can_be_asked_for(model: dict[str, Any], folder: Path) -> None:
    (folder / "illness.csv").write_text("flu;infection\ncold;infection\nnone;none\n", encoding="utf-8")
    (folder / "two.csv").write_text("\n".join(PEOPLE.splitlines()[:3]) + "\n", encoding="utf-8")
    found = json.loads(run_protect(folder, {"models": [model]}, "--json").stdout)
    assert found["optimal"] is True
    assert found["rows"] == (2 if "subset" in model else 6)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"colour": "red"}, "colour"),
        ({"models": [{"model": "t-closeness-equal", "t": 2}]}, "t-closeness-equal"),
        ({"models": [{"model": "t-closeness-equal", "t": 0.2}], "sensitive": None}, "t-closeness-equal"),
        ({"models": [{"model": "d-presence", "min": 0.5, "max": 0.1, "subset": "s.csv"}]}, "min is above max"),
        ({"models": [{"model": "k-map", "k": 2}]}, "a subset is needed"),
        ({"models": [{"model": "k-map", "k": 2, "subset": "one.csv"}], "subset": "other.csv"}, "one file only"),
        ({"models": [{"model": "k-anonymity"}]}, "k"),
        ({"models": [{"model": "k-anonymity", "k": 2}, {"model": "k-anonymity", "k": 3}]}, "each model once"),
        ({"models": [{"model": "distinct-l", "l": 2}], "sensitive": None}, "sensitive"),
        ({"search": "quick"}, "search"),
        ({"metric": "beauty"}, "metric"),
        ({"sensitive": "age"}, "more than once"),
        ({"quasi_identifiers": {"age": {"hierarchy": {"intervals": [10], "digits": [2]}}}}, "exactly one"),
    ],
)
def test_rules_are_refused_whole(changed: dict[str, Any], says: str, folder: Path) -> None:
    error = failure(run_protect(folder, changed))
    assert error.code == "rules-refused"
    assert error.exit_code == 6
    assert says in error.message()
    assert not (folder / "out.parquet").exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"quasi_identifiers": {"street": {"hierarchy": "place.csv"}}}, "quasi-identifier-absent"),
        ({"quasi_identifiers": {"place": {"hierarchy": "nowhere.csv"}}}, "table-unreadable"),
        ({"quasi_identifiers": {"age": {"hierarchy": "place.csv"}}}, "hierarchy-misses-value"),
        ({"quasi_identifiers": {"place": {"hierarchy": "short.csv"}}}, "hierarchy-heights-unequal"),
        ({"quasi_identifiers": {"place": {"hierarchy": "empty.csv"}}}, "hierarchy-empty"),
        ({"quasi_identifiers": {"age": {}}}, "quasi-identifier-without-hierarchy"),
        ({"sensitive": "income"}, "sensitive-absent"),
        ({"keep": "income"}, "column-not-in-frame"),
        ({"models": [{"model": "k-anonymity", "k": 7}]}, "k-exceeds-rows"),
        ({"models": [{"model": "k-map", "k": 2}], "subset": "strangers.csv"}, "subset-not-in-data"),
        ({"models": [{"model": "k-map", "k": 2}], "subset": "narrow.csv"}, "quasi-identifier-absent"),
        (
            {"models": [{"model": "t-closeness-hierarchical", "t": 0.2, "hierarchy": "place.csv"}]},
            "hierarchy-misses-value",
        ),
    ],
)
def test_what_cannot_be_protected_writes_nothing(changed: dict[str, Any], code: str, folder: Path) -> None:
    (folder / "short.csv").write_text("Leipzig;Saxony\nWurzen\nGörlitz;Saxony\n", encoding="utf-8")
    (folder / "empty.csv").write_text("", encoding="utf-8")
    (folder / "strangers.csv").write_text("age;place;illness;energy\n21;Wurzen;flu;1\n", encoding="utf-8")
    (folder / "narrow.csv").write_text("age;illness;energy\n21;flu;1\n", encoding="utf-8")
    assert failure(run_protect(folder, changed)).code == code
    assert not list(folder.glob("*.parquet*"))


def test_rules_that_are_no_yaml(folder: Path) -> None:
    (folder / "rules.yaml").write_text("{a: [", encoding="utf-8")
    out = folder / "out.parquet"
    result = call("protect", folder / "people.csv", "--rules", folder / "rules.yaml", "--out", out)
    assert failure(result).code == "rules-refused"
    (folder / "rules.yaml").write_text("- a\n", encoding="utf-8")
    result = call("protect", folder / "people.csv", "--rules", folder / "rules.yaml", "--out", out)
    assert failure(result).code == "rules-refused"


@pytest.mark.parametrize(
    ("name", "content"),
    [("absent.csv", None), ("latin.csv", "age\nGörlitz\n".encode("latin-1")), ("cut.parquet", b"PAR1")],
)
def test_tables_that_cannot_be_read(name: str, content: bytes | None, folder: Path) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    error = failure(call("measure", folder / name, "--quasi", "age"))
    assert error.code == "table-unreadable"
    assert "rlitz" not in error.message()


def test_measuring_a_csv(folder: Path) -> None:
    result = call("measure", folder / "people.csv", "--quasi", "place", "--sensitive", "energy", "--json")
    found = json.loads(result.stdout)
    assert (found["k"], found["classes"], found["violations"]) == (1, 3, {"2": 1, "3": 3, "5": 6})
    assert found["t_ordered"] is not None  # every value reads as a number


def test_measuring_for_people(folder: Path) -> None:
    result = call("measure", folder / "people.csv", "--quasi", "place, age", "--wildcards")
    assert result.exit_code == 0
    assert "prosecutor_max" in result.stdout


def test_measuring_what_is_not_there(folder: Path) -> None:
    assert failure(call("measure", folder / "people.csv", "--quasi", "street")).code == "quasi-identifier-absent"


@pytest.mark.parametrize("search", ["local-strict", "local-relaxed"])
def test_local_searches_release_every_row(search: str, folder: Path) -> None:
    changed = {"search": search, "suppression_limit": None}
    found = json.loads(run_protect(folder, changed, "--json").stdout)
    assert (found["rows"], found["suppressed"], found["optimal"]) == (6, 0, False)
    assert pl.read_parquet(folder / "out.parquet").height == 6
    assert found["after"][0]["k"] >= 2
    assert sum(found["levels"]["age"].values()) == 6


def test_local_searches_suppress_what_no_allowed_label_covers(folder: Path) -> None:
    """Places stay as they are, so the one person of Görlitz has no company: out she goes, for a release is never "*"
    of one. Without a limit nothing is released.
    """
    fields = {"age": {"hierarchy": {"intervals": [10, 20]}}, "place": {"hierarchy": "place.csv", "highest": 0}}
    changed = {"search": "local-strict", "quasi_identifiers": fields}
    found = json.loads(run_protect(folder, changed, "--json").stdout)
    assert (found["rows"], found["suppressed"], found["withheld"]) == (6, 1, 1)
    released = pl.read_parquet(folder / "out.parquet")
    assert sorted(released["place"]) == ["Leipzig"] * 3 + ["Wurzen"] * 2
    assert found["losses"]["place"]["loss"] == pytest.approx(1 / 6)
    (folder / "out.parquet").unlink()
    assert failure(run_protect(folder, {**changed, "suppression_limit": 0.1})).code == "suppression-limit-infeasible"
    assert failure(run_protect(folder, {**changed, "suppression_limit": None})).code == "coarsest-breaks-promise"
    assert not (folder / "out.parquet").exists()


@pytest.mark.parametrize("changed", [{"suppression_limit": None, "seconds_at_most": 5}])
def test_local_searches_refuse_what_only_the_optimal_one_does(changed: dict[str, Any], folder: Path) -> None:
    assert failure(run_protect(folder, {"search": "local-strict", **changed})).code == "search-not-local"
    assert not (folder / "out.parquet").exists()


def test_a_time_budget_gives_an_answer_with_its_bound(folder: Path) -> None:
    found = json.loads(run_protect(folder, {"seconds_at_most": 1e-9}, "--json").stdout)
    assert found["bound"] <= found["loss"]
    assert found["optimal"] is (found["bound"] == found["loss"])
