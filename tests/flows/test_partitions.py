"""A folder of files is protected as the one table they are: same levels, same rows, same measures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import typer
from ruamel.yaml import YAML
from typer.testing import CliRunner

from flows.commands.protect import protect
from flows.commands.protect_partitions import protect_partitions
from flows.stages.partitions.partition_files import PartitionFiles
from schemas.errors import StadtlandError
from tests.flows.conftest import HOUSE
from transforms.privacy.risk.measure import measure

app = typer.Typer()
app.command()(protect)

RULES: dict[str, Any] = {
    "quasi_identifiers": {
        "age": {"hierarchy": {"intervals": [5, 10, 20]}},
        "postcode": {"hierarchy": {"digits": [4, 3, 2]}},
        "place": {"hierarchy": "place.csv"},
    },
    "sensitive": ["illness", "income"],
    "keep": ["energy"],
    "models": [{"model": "k-anonymity", "k": 4}, {"model": "distinct-l-diversity", "l": 2}],
    "suppression_limit": 0.1,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four partitions of 300 people, one of them empty, one without any known income; and the whole."""
    dice = np.random.default_rng(1)
    rows = 300
    people = pl.DataFrame(
        {
            "name": [f"person {n}" for n in range(rows)],
            "age": dice.integers(18, 60, rows),
            "postcode": [f"{value:05d}" for value in dice.integers(4100, 4130, rows)],
            "place": dice.choice(["Leipzig", "Wurzen", "Görlitz"], rows),
            "illness": dice.choice(["flu", "cold", "none"], rows),
            "income": dice.integers(9, 30, rows),
            "energy": dice.random(rows),
        }
    ).with_columns(income=pl.when(pl.row_index() < 250).then("income"))
    (tmp_path / "in").mkdir()
    people.write_parquet(tmp_path / "whole.parquet")
    for name, part in (("a", people[:180]), ("b", people[180:250]), ("empty", people[:0])):
        part.write_parquet(tmp_path / "in" / f"{name}.parquet")
    without = people[250:].with_columns(income=pl.lit(None))
    without.write_parquet(tmp_path / "in" / "without.parquet")
    (tmp_path / "in" / "_SUCCESS").touch()
    (tmp_path / "place.csv").write_text("Leipzig;Saxony\nWurzen;Saxony\nGörlitz;Saxony\n", encoding="utf-8")
    people[::2].write_parquet(tmp_path / "half.parquet")
    return tmp_path


def rules(folder: Path, **changed: Any) -> Path:
    file = folder / "rules.yaml"
    with file.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump({key: value for key, value in {**RULES, **changed}.items() if value is not None}, stream)
    return file


def in_one(folder: Path, source: str = "whole.parquet") -> dict[str, Any]:
    asked = ["--rules", folder / "rules.yaml", "--out", folder / "one.parquet", "--json"]
    result = CliRunner().invoke(app, [str(word) for word in (folder / source, *asked)])
    assert result.exit_code == 0, result.exception
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def rows_of(paths: list[Path]) -> pl.DataFrame:
    together = pl.concat([pl.read_parquet(path) for path in sorted(paths)])
    return together.sort(together.columns, nulls_last=True)


CASES: dict[str, dict[str, Any]] = {
    "diversity": {},
    "k only": {"models": [{"model": "k-anonymity", "k": 5}], "sensitive": None},
    "k, sensitive measured": {"models": [{"model": "k-anonymity", "k": 3}]},
    "closeness": {"models": [{"model": "t-closeness-equal", "t": 0.4}], "sensitive": "illness", "keep": None},
    "k-map": {"models": [{"model": "k-map", "k": 5}], "subset": "half.parquet"},
    "local, strict": {"search": "local-strict", "suppression_limit": 0.0},
    "local, suppressing": {"search": "local-strict", "metric": {"name": "loss", "suppression_factor": 0.05}},
    "local, relaxed": {"search": "local-relaxed", "suppression_limit": 0.0},
    "capped": {"quasi_identifiers": {"age": {"hierarchy": {"intervals": [10]}, "highest": 1}}},
}


@pytest.mark.parametrize("case", CASES)
def test_partitions_give_what_the_whole_gives(case: str, folder: Path) -> None:
    asked = rules(folder, **CASES[case])
    whole = in_one(folder)
    found = json.loads(json.dumps(protect_partitions(folder / "in", asked, folder / "out")))
    more = {"partitions", "smallest_class_in_one"}
    told = set(found) - more
    assert told <= set(whole)
    assert {name: found[name] for name in told} == {name: whole[name] for name in told}
    released = sorted((folder / "out").iterdir())
    assert [file.name for file in released] == [one["partition"] for one in found["partitions"]]
    assert rows_of(released).equals(rows_of([folder / "one.parquet"]))
    assert sum(one["rows"] for one in found["partitions"]) == whole["rows"] - whole["withheld"]
    assert not list(folder.glob(".*"))


def test_workers_side_by_side_give_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = rules(folder)
    one = protect_partitions(folder / "in", asked, folder / "one")
    capsys.readouterr()
    two = protect_partitions(folder / "in", asked, folder / "two", workers=2)
    assert one == two
    for file in (folder / "one").iterdir():
        assert file.read_bytes() == (folder / "two" / file.name).read_bytes()
    told = capsys.readouterr().err.splitlines()
    assert len([line for line in told if "a.parquet" in line]) == 3
    assert (folder / "two" / "a.parquet").stat().st_mode & 0o777 == (folder / "half.parquet").stat().st_mode & 0o777


def test_the_command_takes_a_folder_and_says_what_one_file_shows(folder: Path) -> None:
    asked = [str(folder / "in"), "--rules", str(rules(folder)), "--report", str(folder / "report.json")]
    result = CliRunner().invoke(app, [*asked, "--out", str(folder / "out"), "--workers", "2"], env={"LANG": "C.UTF-8"})
    assert result.exit_code == 0, result.exception
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert f"one by itself only {report['smallest_class_in_one']}." in result.stderr
    assert len(list((folder / "out").iterdir())) == len(report["partitions"]) == 4


def test_csv_partitions_are_text(folder: Path) -> None:
    (folder / "csv").mkdir()
    for name in ("a", "b", "empty"):
        pl.read_parquet(folder / "in" / f"{name}.parquet").write_csv(folder / "csv" / f"{name}.csv")
    pl.concat([pl.read_csv(folder / "csv" / f"{n}.csv", infer_schema=False) for n in ("a", "b")]).write_csv(
        folder / "whole.csv"
    )
    asked = rules(folder)
    whole = in_one(folder, "whole.csv")
    found = protect_partitions(folder / "csv", asked, folder / "out", quiet=True)
    assert (found["loss"], found["before"], found["after"]) == (whole["loss"], whole["before"], whole["after"])
    assert {file.name for file in (folder / "out").iterdir()} == {"a.parquet", "b.parquet", "empty.parquet"}


def test_the_smallest_class_within_one_file_is_told(folder: Path) -> None:
    found = protect_partitions(folder / "in", rules(folder), folder / "out", quiet=True)
    quasi = list(RULES["quasi_identifiers"])
    sizes = [pl.read_parquet(file).group_by(quasi).len()["len"].min() for file in (folder / "out").iterdir()]
    assert found["smallest_class_in_one"] == min(size for size in sizes if size is not None)
    assert found["smallest_class_in_one"] < found["after"][0]["k"]


def test_a_folder_is_measured_as_one_table(folder: Path) -> None:
    found = protect_partitions(folder / "in", rules(folder), folder / "out", quiet=True)
    quasi = list(RULES["quasi_identifiers"])
    released = measure(PartitionFiles.of(folder / "out").together(), quasi, "income")
    assert {"sensitive": "income", **released.as_dict()} == found["after"][1]
    received = measure(PartitionFiles.of(folder / "in").together(), quasi, "income")
    assert {"sensitive": "income", **received.as_dict()} == found["before"][1]


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Boolean, pl.Date, pl.Null], ids=str)
def test_sensitive_fields_of_any_type_are_measured_alike(folder: Path, dtype: pl.DataType) -> None:
    for path in [folder / "whole.parquet", *(folder / "in").glob("*.parquet")]:
        place = pl.col("age") % 3
        other = {
            pl.Categorical: pl.format("c{}", place).cast(pl.Categorical),
            pl.Boolean: place == 1,
            pl.Date: pl.date(2020, 1, 1) + pl.duration(days=place),
            pl.Null: pl.lit(None),
        }[dtype]
        pl.read_parquet(path).with_columns(illness=other).write_parquet(path)
    asked = rules(folder, models=[{"model": "k-anonymity", "k": 5}])
    whole = in_one(folder)
    found = json.loads(json.dumps(protect_partitions(folder / "in", asked, folder / "out", quiet=True)))
    assert (found["before"], found["after"]) == (whole["before"], whole["after"])


def refused(folder: Path, **changed: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as caught:
        protect_partitions(folder / "in", rules(folder, **changed), folder / "out", quiet=True)
    assert not (folder / "out").exists()
    assert not list(folder.glob(".*")), "personal data were left behind"
    return caught.value


def test_what_is_wrong_is_named_and_nothing_is_written(folder: Path) -> None:
    assert refused(folder, models=[{"model": "k-anonymity", "k": 301}]).code == "k-exceeds-rows"
    assert refused(folder, sensitive="nobody").facts == {"missing": "nobody"}
    assert refused(folder, keep="nothing").code == "column-not-in-frame"
    assert refused(folder, search="local-strict", seconds_at_most=5).code == "search-not-local"
    (folder / "place.csv").write_text("Leipzig;Saxony\n", encoding="utf-8")
    assert refused(folder).code == "hierarchy-misses-value"


def test_a_partition_unlike_the_others_is_named(folder: Path) -> None:
    odd = folder / "in" / "odd.parquet"
    part = pl.read_parquet(folder / "in" / "a.parquet")
    part.drop("place").write_parquet(odd)
    assert refused(folder).facts == {"partition": "odd.parquet", "missing": "place"}
    part.with_columns(pl.col("age").cast(pl.Float64)).write_parquet(odd)
    assert refused(folder).facts == {"column": "age", "types": "Float64, Int64"}
    odd.write_bytes(b"no table")
    assert refused(folder).code == "table-unreadable"
    odd.rename(folder / "in" / "a.csv")
    assert refused(folder).code == "partition-names-collide"
    (folder / "in" / "a.csv").rename(folder / "in" / "notes.txt")
    assert refused(folder).facts == {"count": 1, "first": "notes.txt"}


def test_an_empty_folder_and_a_full_one_are_refused(folder: Path) -> None:
    (folder / "nothing").mkdir()
    with pytest.raises(StadtlandError) as caught:
        protect_partitions(folder / "nothing", rules(folder), folder / "out", quiet=True)
    assert caught.value.code == "partitions-none"
    with pytest.raises(StadtlandError) as caught:
        protect_partitions(folder / "in", rules(folder), folder / "in", quiet=True)
    assert caught.value.code == "out-folder-not-empty"
    assert protect_partitions(folder / "in", rules(folder), folder / "nothing", quiet=True)["optimal"]


def test_rows_that_appear_between_the_passes_stop_the_release(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.stages.partitions import protect_partitions as road

    def changing(work: str) -> int:
        classes = search_partitions(work)
        part = pl.read_parquet(folder / "in" / "a.parquet")
        pl.concat([part, part]).write_parquet(folder / "in" / "a.parquet")
        return classes

    search_partitions = road.search_partitions
    do = road.PartitionStages(search=changing)
    with pytest.raises(StadtlandError) as caught:
        road.protect_partitions(str(folder / "in"), str(rules(folder)), str(folder / "out"), do)
    assert caught.value.code == "partition-rows-lost"
    assert not (folder / "out").exists()


def test_the_shown_example_gives_the_shown_answer(tmp_path: Path) -> None:
    page = (HOUSE / "docs/methods/partitions.md").read_text(encoding="utf-8")
    example = HOUSE / "docs/methods/example"
    header, *lines = (example / "households.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "households").mkdir()
    for place, name in enumerate(("east", "south", "west")):
        part = "\n".join([header, *lines[80 * place : 80 * place + 80]])
        (tmp_path / "households" / f"{name}.csv").write_text(part + "\n", encoding="utf-8")
    (tmp_path / "heating.csv").write_bytes((example / "heating.csv").read_bytes())
    (tmp_path / "rules.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    found = protect_partitions(tmp_path / "households", tmp_path / "rules.yaml", tmp_path / "out", quiet=True)
    levels = ", ".join(f"{name} {level}" for name, level in found["levels"].items())
    answer = f"{levels}; {found['suppressed']} of {found['rows']} rows suppressed; loss {found['loss']:.6g}"
    assert answer == page.split("```text\n")[1].split("\n```")[0]
    assert f"`smallest_class_in_one` is {found['smallest_class_in_one']}:" in page


@pytest.mark.parametrize(
    ("models", "subset"),
    [
        ([{"model": "k-map", "k": 5}], True),
        ([{"model": "d-presence", "min": 0.0, "max": 0.9}, {"model": "k-anonymity", "k": 2}], True),
        ([{"model": "t-closeness-equal", "t": 0.4}, {"model": "k-anonymity", "k": 4}], False),
        ([{"model": "k-anonymity", "k": 4}, {"model": "distinct-l-diversity", "l": 2}], False),
    ],
    ids=["k-map", "d-presence", "t", "k and l"],
)
def test_promises_are_measured_again_as_of_one_file(folder: Path, models: list[dict[str, Any]], subset: bool) -> None:
    rules = {**RULES, "models": models}
    (folder / "place.csv").write_text("Leipzig;S\nWurzen;S\nGörlitz;S\n", encoding="utf-8")
    if subset:
        whole = pl.read_parquet(folder / "whole.parquet")
        whole.gather_every(2).write_parquet(folder / "half.parquet")
        (folder / "parts").mkdir()
        whole.gather_every(2)[:90].write_parquet(folder / "parts" / "a.parquet")
        whole.gather_every(2)[90:].write_parquet(folder / "parts" / "b.parquet")
    found = []
    for source, name, part in (("whole.parquet", "one.parquet", "half.parquet"), ("in", "many", "parts")):
        with (folder / "asked.yaml").open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump({**rules, "subset": part} if subset else rules, file)
        done = CliRunner().invoke(
            app, [str(folder / source), "--rules", str(folder / "asked.yaml"), "--out", str(folder / name), "--json"]
        )
        assert done.exception is None, done.exception
        told = json.loads(done.stdout)
        found.append([told["promises"], told["losses"]])
    assert found[0] == found[1]
    promises, losses = found[0]
    assert set(losses) == {"age", "postcode", "place"}
    assert all(0 <= one["loss"] <= 1 and one["labels"] >= 1 for one in losses.values())
    assert [one["model"] for one in promises if one["field"] in (None, "illness")] == [it["model"] for it in models]
    assert all(one["is_kept"] for one in promises)
