"""Laws of the way out: bytes depend on rows alone, and no change of a package escapes verification."""

from __future__ import annotations

import math
import shutil
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delivery.control_totals import control_totals
from delivery.manifest import read_manifest, write_manifest
from delivery.package import Package
from delivery.safe_path import colliding, is_own_path, shown, unsafe_because
from delivery.sorted_rows import sorted_rows
from delivery.verify import verify
from tests.delivery.sample_package import build, write

SCHEMA = {"sector": pl.String, "year": pl.Int64, "energy_mwh": pl.Float64, "is_complete": pl.Boolean}
ROWS = st.lists(
    st.tuples(
        st.none() | st.text(max_size=4),
        st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(0, 3),
        st.none() | st.floats(allow_infinity=False) | st.sampled_from([0.0, -0.0, 1.0]),
        st.none() | st.booleans(),
    ),
    max_size=25,
)
DIGEST = st.text("0123456789abcdef", min_size=64, max_size=64)
slow = settings(max_examples=40, deadline=None)


def frame_of(rows: list[tuple[object, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@slow
@given(st.data(), ROWS, st.integers(1, 30))
def test_no_order_and_no_piece_size_shows_in_the_bytes(
    data: st.DataObject, rows: list[tuple[object, ...]], rows_at_once: int
) -> None:
    shuffled = data.draw(st.permutations(rows))
    with TemporaryDirectory() as folder:
        whole = write(frame_of(rows), Path(folder) / "a.parquet")
        again = write(frame_of(shuffled), Path(folder) / "b.parquet", rows_at_once=rows_at_once)
        assert whole.sha256 == again.sha256
        assert whole.rows == len(rows)


@slow
@given(ROWS, st.integers(1, 6), st.permutations(list(SCHEMA)))
def test_pieces_put_together_are_the_sorted_rows(
    rows: list[tuple[object, ...]], rows_at_once: int, order: list[str]
) -> None:
    frame = frame_of(rows).with_columns(pl.col("energy_mwh").fill_nan(None))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        frame.write_parquet(path)
        pieces = [*sorted_rows(path, order, rows_at_once=rows_at_once)]
        assert pl.concat([frame.clear(), *pieces]).select(order).equals(frame.sort(order).select(order))
        for piece in pieces:
            assert piece.height <= rows_at_once or piece.unique().height == 1


@slow
@given(ROWS)
def test_control_totals_are_exact(rows: list[tuple[object, ...]]) -> None:
    with TemporaryDirectory() as folder:
        totals = control_totals(write(frame_of(rows), Path(folder) / "a.parquet").path)["columns"]
    years = [row[1] for row in rows if row[1] is not None]
    energy = [Fraction(row[2]) for row in rows if _is_number(row[2])]
    assert totals["year"] == {"values": len(years), "sum": str(sum(years)) if years else None}
    assert totals["energy_mwh"]["values"] == len(energy)
    if totals["energy_mwh"]["sum"] is not None:
        assert float(totals["energy_mwh"]["sum"]) == float(sum(energy))
    else:
        assert not energy or sum(map(abs, energy)) > Fraction(1.7e308)


def _is_number(value: object) -> bool:
    return isinstance(value, float) and not math.isnan(value)


@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), DIGEST))
def test_a_manifest_reads_back_as_it_was_written(digests: dict[str, str]) -> None:
    assert read_manifest(write_manifest(digests)) == sorted(digests.items())


@given(st.text())
def test_a_safe_path_stays_below_every_root(path: str) -> None:
    if unsafe_because(path) is None:
        root = Path("/root/of/the/bag")
        assert root in (root / path).parents
        assert ".." not in Path(path).parts
        assert shown(path) == path
    assert shown(path).isprintable()


@given(st.from_regex(r"[A-Za-z0-9._/-]+", fullmatch=True))
def test_our_own_paths_are_safe(path: str) -> None:
    if is_own_path(path):
        assert unsafe_because(path) is None


@given(st.sets(st.text("aAbBßẞſsſK\u212a/", min_size=1, max_size=4), max_size=8))
def test_paths_that_collide_fold_to_the_same(paths: set[str]) -> None:
    wrong = colliding(paths)
    assert set(wrong) <= paths
    left = paths - set(wrong)
    assert len({path.casefold() for path in left}) == len(left)
    assert colliding(left) == []


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(tmp_path_factory.mktemp("genuine"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_change_of_any_file_escapes(package: Package, data: st.DataObject) -> None:
    """Flip a bit, cut, lengthen, remove, rename or add: the package is invalid, whatever the file and the place."""
    with TemporaryDirectory() as folder:
        bag = Path(folder) / "bag"
        shutil.copytree(package.path, bag)
        file = bag / data.draw(st.sampled_from([file.path for file in package.files]))
        content = file.read_bytes()
        match data.draw(st.sampled_from(["flip", "cut", "lengthen", "remove", "rename", "add", "swap"])):
            case "flip":
                place, bit = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 7))
                changed = bytearray(content)
                changed[place] ^= 1 << bit
                file.write_bytes(changed)
            case "cut":
                file.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
            case "lengthen":
                file.write_bytes(content + data.draw(st.binary(min_size=1, max_size=5)))
            case "remove":
                file.unlink()
            case "rename":
                file.rename(file.with_name(file.name + "x"))
            case "add":
                file.with_name(data.draw(st.from_regex(r"[a-z]{1,8}", fullmatch=True)) + ".new").write_bytes(b"")
            case "swap":
                other = bag / data.draw(st.sampled_from([f.path for f in package.files if bag / f.path != file]))
                swapped = other.read_bytes()
                other.write_bytes(content)
                file.write_bytes(swapped)
        verdict = verify(str(bag), expected=package.tagmanifest_sha256)
        assert not verdict.is_valid
        assert verdict.findings
