"""`stadtland protect` by cells taken out and by group means: as the methods themselves, measured from the file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import typer
from click.testing import Result
from ruamel.yaml import YAML
from typer.testing import CliRunner

from flows.commands.protect import protect
from schemas.errors import StadtlandError
from transforms.privacy.microaggregation.mdav import mdav
from transforms.privacy.suppression.suppress_cells import suppress_cells

app = typer.Typer()
app.command()(protect)

# The five dwellings of docs/methods/local-cell-suppression.md.
DWELLINGS = """district;heating;year;owner
N;gas;1970;A
N;gas;1970;B
N;oil;1970;C
S;heat pump;1990;D
S;district heat;2010;E
"""
QUASI: dict[str, Any] = {"district": {}, "heating": {}, "year": {}}


def call(folder: Path, content: str, rules: dict[str, Any], *more: str) -> Result:
    (folder / "in.csv").write_text(content, encoding="utf-8")
    with (folder / "rules.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump({"models": [{"model": "k-anonymity", "k": 2}], **rules}, file)
    return CliRunner().invoke(
        app,
        [
            *(str(folder / "in.csv"), "--rules", str(folder / "rules.yaml")),
            *("--out", str(folder / "out.parquet"), *(more or ("--json",))),
        ],
    )


def fits(shown: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(a == b or "*" in (a, b) or a is None or b is None for a, b in zip(shown, other, strict=True))


@pytest.mark.parametrize("matching", ["released", "original"])
def test_cells_are_taken_out_until_k_rows_fit(tmp_path: Path, matching: str) -> None:
    done = call(
        tmp_path, DWELLINGS, {"quasi_identifiers": QUASI, "method": {"name": "suppress-cells", "matching": matching}}
    )
    assert done.exit_code == 0, done.exception
    found = json.loads(done.stdout)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows.columns == ["district", "heating", "year"]
    assert found["dropped"] == ["owner"]
    shown, original = rows.rows(), [tuple(line.split(";")[:3]) for line in DWELLINGS.splitlines()[1:]]
    assert len(shown) == 5
    assert min(sum(fits(one, other) for other in shown) for one in shown) == found["after"][0]["k"] >= 2
    by_hand = suppress_cells(
        pl.LazyFrame(original, schema=list(QUASI), orient="row"),
        list(QUASI),
        k=2,
        matching=matching,  # type: ignore[arg-type]
    )
    assert Counter(shown) == Counter(by_hand.frame.collect().rows())
    assert found["cells"] == by_hand.cells == {name: rows[name].to_list().count("*") for name in QUASI}
    assert found["cells_suppressed"] == by_hand.cells_suppressed
    promises = {one["counted"]: one["measured"] for one in found["promises"]}
    if matching == "original":
        assert promises["originals"] == min(sum(fits(one, other) for other in original) for one in shown) >= 2
    else:
        assert set(promises) == {"k"}


def test_important_fields_stay_and_strata_are_kept_apart(tmp_path: Path) -> None:
    method = {"name": "suppress-cells", "matching": "original", "importance": ["heating"], "strata": ["district"]}
    rules = {"quasi_identifiers": {"heating": {}, "year": {}}, "keep": ["district"], "method": method}
    found = json.loads(call(tmp_path, DWELLINGS, rules).stdout)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert rows["district"].to_list().count("*") == 0
    for district in ("N", "S"):
        part = rows.filter(pl.col("district") == district).select("heating", "year").rows()
        assert min(sum(fits(one, other) for other in part) for one in part) >= 2
    assert found["rows_changed"] <= found["rows_at_risk"] == 3


NUMBERS = "age;income;name\n" + "".join(f"{20 + n};{1000 + 37 * (n * 7 % 20)};p{n}\n" for n in range(20))


@pytest.mark.parametrize("rest", ["nearest", "last-group"])
def test_numbers_become_means_of_k(tmp_path: Path, rest: str) -> None:
    rules = {
        "quasi_identifiers": {"age": {}, "income": {}},
        "models": [{"model": "k-anonymity", "k": 3}],
        "method": {"name": "mdav", "rest": rest},
    }
    found = json.loads(call(tmp_path, NUMBERS, rules).stdout)
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert min(Counter(rows.rows()).values()) == found["after"][0]["k"] >= 3
    received = pl.read_csv(NUMBERS.encode(), separator=";").lazy()
    by_hand = mdav(received.select("age", "income"), ["age", "income"], k=3, rest=rest)  # type: ignore[arg-type]
    assert Counter(rows.rows()) == Counter(by_hand.frame.collect().rows())
    assert found["loss_percent"] == by_hand.loss_percent
    assert found["group_sizes"] == list(by_hand.sizes)
    for name in ("age", "income"):
        told = found["fields"][name]
        assert told["mean_after"] == pytest.approx(told["mean_before"])
        assert told["deviation_before"] == pytest.approx(np.std(received.collect()[name].to_numpy(), ddof=1))
        assert told["deviation_after"] < told["deviation_before"]


def test_the_order_of_rows_changes_no_byte(tmp_path: Path) -> None:
    rules = {"quasi_identifiers": {"age": {}, "income": {}}, "method": "mdav"}
    call(tmp_path, NUMBERS, rules)
    first = (tmp_path / "out.parquet").read_bytes()
    head, *lines = NUMBERS.splitlines()
    call(tmp_path, "\n".join([head, *reversed(lines)]) + "\n", rules)
    assert (tmp_path / "out.parquet").read_bytes() == first


@pytest.mark.parametrize("method", ["mdav", "suppress-cells"])
def test_people_are_told_as_well(tmp_path: Path, method: str) -> None:
    done = call(
        tmp_path,
        NUMBERS,
        {"quasi_identifiers": {"age": {}, "income": {}}, "method": method},
        "--report",
        str(tmp_path / "r.json"),
    )
    assert done.exit_code == 0, done.exception
    assert "all 20 rows" in done.output or "alle 20 Zeilen" in done.output


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"search": "local-strict"}, "generalises nothing"),
        ({"suppression_limit": 0.1}, "generalises nothing"),
        ({"quasi_identifiers": {"year": {"hierarchy": {"digits": [3]}}}}, "needs no hierarchy"),
        ({"models": [{"model": "t-closeness-equal", "t": 0.2}], "sensitive": "owner"}, "k-anonymity and no other"),
        ({"method": {"name": "suppress-cells", "importance": ["owner"]}}, "no quasi-identifier owner"),
        ({"method": {"name": "suppress-cells", "strata": ["owner"]}}, "so keep them"),
        ({"method": "pram"}, "method"),
        ({"method": {"name": "mdav", "matching": "original"}}, "matching"),
    ],
)
def test_rules_that_cannot_be(tmp_path: Path, changed: dict[str, Any], says: str) -> None:
    done = call(tmp_path, DWELLINGS, {"quasi_identifiers": QUASI, "method": "suppress-cells", **changed})
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "rules-refused"
    assert says in done.exception.message("en")


@pytest.mark.parametrize(
    ("content", "method", "code"),
    [
        ("district;heating;year\n", "suppress-cells", "suppression-too-few-rows"),
        ("district;heating;year\nN;gas;1970\n", "suppress-cells", "suppression-too-few-rows"),
        ("district;heating;year\n1;2;3\n", "mdav", "microaggregation-too-few-rows"),
        ("district;heating;year\n1;2;3\n4;5;\n", "mdav", "microaggregation-missing-values"),
        (DWELLINGS, "mdav", "column-not-numeric"),
    ],
)
def test_data_that_cannot_be(tmp_path: Path, content: str, method: str, code: str) -> None:
    done = call(tmp_path, content, {"quasi_identifiers": QUASI, "method": method})
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == code
    assert not (tmp_path / "out.parquet").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    call(tmp_path, DWELLINGS, {"quasi_identifiers": QUASI, "method": "suppress-cells"})
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.csv").write_text(DWELLINGS, encoding="utf-8")
    done = CliRunner().invoke(
        app, [str(tmp_path / "parts"), "--rules", str(tmp_path / "rules.yaml"), "--out", str(tmp_path / "many")]
    )
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "method-not-in-partitions"
