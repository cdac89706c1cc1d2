"""The gate reads final bytes: what the agreement does not allow is refused wherever a file can hide it."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow
import pyarrow.parquet
import pytest

from delivery.gate import Allowed, GateReport, gate
from delivery.package import Package
from delivery.released_schema import released_schema
from delivery.table import ROW_GROUP_ROWS, file_metadata
from schemas.errors import StadtlandError
from tests.delivery.sample_package import AGREEMENT, AGREEMENT_SHA256, Balance, balance, build

CANARY = "Canary Kanarienstraße 7"
COLUMNS = tuple(Balance.to_schema().columns)
DOCUMENTS = ("report/index.html", "dictionary.json")


def pass_gate(package: Package, *, rows: int = 12, **options: Any) -> GateReport:
    columns = options.pop("columns", COLUMNS)
    allowed = Allowed("balance", Balance, columns, rows, "Bilanz", "Balance")
    return gate(package, [allowed], **{"documents": DOCUMENTS, **options})


def refusal(package: Package, **options: Any) -> StadtlandError:
    with pytest.raises(StadtlandError) as caught:
        pass_gate(package, **options)
    assert (caught.value.code, caught.value.exit_code) == ("gate-refused", 8)
    assert "Canary" not in caught.value.message("de") + caught.value.message("en")
    return caught.value


def table_of(package: Package) -> Path:
    return package.path / "data" / "tables" / "balance.parquet"


def by_polars(path: Path, frame: pl.DataFrame, **options: Any) -> None:
    """Another writer with the house's own schema and keys: only what `options` say differs."""
    metadata = file_metadata("balance", AGREEMENT, AGREEMENT_SHA256, "Bilanz", "Balance")
    schema = released_schema(Balance, [c for c in frame.columns if c in COLUMNS], table="balance")
    settings = {
        "metadata": metadata,
        "arrow_schema": schema.with_metadata(metadata),
        "compression_level": 3,
        "row_group_size": ROW_GROUP_ROWS,
        **options,
    }
    frame.lazy().sink_parquet(path, **settings)


def test_a_genuine_package_passes_and_says_what_was_looked_at(tmp_path: Path) -> None:
    report = pass_gate(build(tmp_path), forbidden={"owner_name": pl.Series([CANARY, None])})
    units = {check.code: check.units for check in report.checks}
    assert units["files"] == 9
    assert units["columns"] == 6
    assert units["rows"] == 12
    assert units["forbidden"] == 1
    assert units["bytes"] > 1000


@pytest.mark.parametrize("path", ["data/notes.txt", "data/tables/more.parquet", "notes.txt", "data/report/x.html"])
def test_an_undeclared_file_is_refused(tmp_path: Path, path: str) -> None:
    package = build(tmp_path)
    (package.path / path).write_text(CANARY)
    assert refusal(package).facts["file"] == path


def test_a_declared_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    package = build(tmp_path)
    assert refusal(package, documents=(*DOCUMENTS, "lineage.jsonl")).facts["file"] == "data/lineage.jsonl"


def test_a_link_in_the_payload_is_refused(tmp_path: Path) -> None:
    package = build(tmp_path)
    (package.path / "data" / "dictionary.json").unlink()
    (package.path / "data" / "dictionary.json").symlink_to("/etc/hostname")
    assert "not a plain file" in str(refusal(package))


def test_a_column_that_the_agreement_does_not_let_out_is_refused(tmp_path: Path) -> None:
    error = refusal(build(tmp_path), columns=tuple(name for name in COLUMNS if name != "sector"))
    assert "column sector is not allowed" in str(error)


def test_a_missing_column_and_a_wrong_row_count_are_refused(tmp_path: Path) -> None:
    package = build(tmp_path, balance().drop("due_date"))
    error = refusal(package, rows=13)
    assert "column due_date is missing" in str(error)
    assert "12 rows instead of 13" in str(error)


def harm_by_polars(**options: Any) -> Callable[[Path], None]:
    rows = balance().with_columns(pl.col("energy_mwh").replace(-0.0, 0.0)).sort("year", "sector")
    return lambda path: by_polars(path, rows, **options)


def with_metadata(**more: str) -> dict[str, str]:
    return file_metadata("balance", AGREEMENT, AGREEMENT_SHA256, "Bilanz", "Balance") | more


def arrow_with(change: Callable[[pyarrow.Schema], pyarrow.Schema]) -> pyarrow.Schema:
    return change(released_schema(Balance, COLUMNS, table="balance").with_metadata(with_metadata()))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (harm_by_polars(metadata=with_metadata(note=CANARY)), "key note of the file is not allowed"),
        (harm_by_polars(metadata=with_metadata(**{"stadtland:title_de": CANARY})), "title_de of the file says"),
        (harm_by_polars(metadata={}), "key stadtland:agreement of the file is missing"),
        (
            harm_by_polars(arrow_schema=arrow_with(lambda schema: schema.with_metadata({"pandas": CANARY}))),
            "key pandas of the Arrow schema is not allowed",
        ),
        (
            harm_by_polars(
                arrow_schema=arrow_with(
                    lambda schema: schema.set(0, schema.field(0).with_metadata({"comment": CANARY}))
                )
            ),
            "key comment of column sector is not allowed",
        ),
        (harm_by_polars(compression="snappy"), "not packed with zstd"),
        (harm_by_polars(row_group_size=5), "row groups differ in size"),
        (harm_by_polars(compression_level=9), "holds bytes that its visible rows do not make"),
        (harm_by_polars(statistics=False), "holds bytes that its visible rows do not make"),
        (lambda path: by_polars(path, balance().sort("due_date")), "holds bytes that its visible rows do not make"),
        (harm_by_polars(), ""),  # the other writer is no harm in itself
        (lambda path: path.write_bytes(path.read_bytes()[:-5]), "not a readable Parquet file"),
        (lambda path: path.write_bytes(CANARY.encode()), "not a readable Parquet file"),
    ],
)  # fmt: skip
def test_what_hides_in_a_file_is_refused(tmp_path: Path, harm: Callable[[Path], None], said: str) -> None:
    package = build(tmp_path)
    harm(table_of(package))
    if not said:
        pass_gate(package)
        return
    assert said in str(refusal(package))


def test_bytes_between_the_pages_are_refused(tmp_path: Path) -> None:
    """Readers never look between the last page and the footer: a whole file can travel there."""
    package = build(tmp_path)
    content = table_of(package).read_bytes()
    length = int.from_bytes(content[-8:-4], "little")
    table_of(package).write_bytes(content[: -8 - length] + CANARY.encode() + content[-8 - length :])
    assert pl.read_parquet(table_of(package)).height == 12  # every reader is content
    assert "holds bytes that its visible rows do not make" in str(refusal(package))


def test_a_file_of_another_writer_is_refused(tmp_path: Path) -> None:
    package = build(tmp_path)
    table = pyarrow.parquet.read_table(table_of(package))
    pyarrow.parquet.write_table(table, table_of(package), compression="zstd")
    assert "not written by the house" in str(refusal(package))


def test_a_category_with_levels_that_no_row_has_is_refused(tmp_path: Path) -> None:
    package = build(tmp_path)
    kinds = pyarrow.DictionaryArray.from_arrays(
        pyarrow.array([0] * 12, pyarrow.int32()), pyarrow.array(["Haushalte", CANARY])
    )
    table = pyarrow.parquet.read_table(table_of(package))
    table = table.set_column(0, table.schema.field(0).with_type(kinds.type), kinds)
    pyarrow.parquet.write_table(table, table_of(package), compression="zstd", use_dictionary=True)
    error = str(refusal(package))
    assert "column sector is of type dictionary" in error


def test_a_dictionary_page_with_a_value_that_no_row_has_is_refused(tmp_path: Path) -> None:
    """Same schema, same rows; the dictionary page alone knows one value more."""
    from delivery.gate_values import problems_of_values

    kinds = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0, 0, None], pyarrow.int32()), ["Haushalte", CANARY])
    path = tmp_path / "t.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"sector": kinds}), path, compression="zstd", store_schema=False)
    assert CANARY.encode() in path.read_bytes()
    with pyarrow.parquet.ParquetFile(path, read_dictionary=["sector"]) as file:
        problems = [problem.en for problem in problems_of_values(file, {})]
    assert "the dictionary of column sector holds values that no row has." in problems


def test_statistics_that_tell_another_value_are_refused(tmp_path: Path) -> None:
    from delivery.gate_values import problems_of_values

    path = tmp_path / "t.parquet"
    pl.DataFrame({"year": [2020, 2021, 77777]}).write_parquet(path, compression="zstd", statistics=True)
    whole = path.read_bytes()
    place = whole.rindex((77777).to_bytes(8, "little"))
    path.write_bytes(whole[:place] + (88888).to_bytes(8, "little") + whole[place + 8 :])
    with pyarrow.parquet.ParquetFile(path) as file:
        assert file.metadata.row_group(0).column(0).statistics.max == 88888
        problems = [problem.en for problem in problems_of_values(file, {})]
    assert problems == ["the statistics of column year tell values that no row has."]


def test_cut_statistics_of_long_texts_are_in_order(tmp_path: Path) -> None:
    frame = balance().with_columns(sector=pl.lit("ü" * 300) + pl.col("sector"))
    pass_gate(build(tmp_path, frame))


def test_a_nested_column_is_named_by_its_leaves(tmp_path: Path) -> None:
    package = build(tmp_path)
    table = pyarrow.parquet.read_table(table_of(package))
    hidden = pyarrow.array([{"owner_name": CANARY}] * 12)
    pyarrow.parquet.write_table(table.append_column("sector_parts", hidden), table_of(package), compression="zstd")
    error = str(refusal(package))
    assert "column sector_parts is not allowed" in error
    assert "column sector_parts.owner_name is not allowed" in error


def test_a_field_that_only_the_embedded_arrow_schema_knows_is_refused(tmp_path: Path) -> None:
    package = build(tmp_path)
    content = table_of(package).read_bytes()
    embedded = pyarrow.parquet.read_metadata(table_of(package)).metadata[b"ARROW:schema"]
    renamed = base64.b64decode(embedded).replace(b"due_date", b"cue_date")
    assert len(base64.b64encode(renamed)) == len(embedded)
    table_of(package).write_bytes(content.replace(embedded, base64.b64encode(renamed)))
    assert "the Arrow schema names other columns" in str(refusal(package))


def test_a_forbidden_value_is_refused_by_the_name_of_its_field(tmp_path: Path) -> None:
    frame = balance().with_columns(sector=pl.when(pl.col("year") == 2021).then(pl.lit(CANARY)).otherwise("sector"))
    error = refusal(build(tmp_path, frame), forbidden={"owner_name": pl.Series([CANARY, "someone else"])})
    assert "column sector holds 1 values of the field owner_name" in str(error)
