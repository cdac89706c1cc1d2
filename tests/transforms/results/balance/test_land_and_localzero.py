"""Land beside the balance, and the identities of LocalZero's published balances."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from config.kinds.load import load_kind
from schemas.check import check
from schemas.registry import schema
from transforms.results.balance.localzero_identities import localzero_identities
from transforms.results.balance.lulucf_side_balance import lulucf_side_balance


def read(path: Path, dataset: str) -> pl.LazyFrame:
    """A published file under our names, by the headers that the kind knows."""
    columns = load_kind("balance").datasets[dataset].columns
    ours = {
        header: name
        for name, headers in columns.items()
        for header in ([headers] if isinstance(headers, str) else headers)
    }
    frame = pl.scan_csv(path, schema_overrides={"ags": pl.String, "file": pl.String})
    return frame.rename({header: name for header, name in ours.items() if header in frame.collect_schema()})


def land(**areas: float | None) -> pl.LazyFrame:
    return pl.LazyFrame({"municipality_code": ["14000001"], **{f"{name}_ha": [area] for name, area in areas.items()}})


def test_forest_by_two_methods_that_are_never_added() -> None:
    """1,000 ha: -66,995,500 t / 10,637,955 ha = -6.297780 t/ha and wood products -0.304511; natural -7.944444."""
    found = lulucf_side_balance("2018", reference("land_factors"), land(forest=1000.0))
    totals = dict(
        found.filter(pl.col("land_class") == "total").select("method", "emissions_t_co2e").collect().iter_rows()
    )
    assert totals == {"national average": -6602.29, "natural forest": -7944.44}
    assert found.collect()["is_in_bisko"].any() is False
    assert check(found, schema("released", "lulucf_side_balance")).rows_rejected == 0


def test_an_unknown_area_or_class_is_missing_and_so_is_the_total() -> None:
    found = lulucf_side_balance("2018", reference("land_factors"), land(forest=1000.0, moor=None, quarry=5.0)).collect()
    total = found.filter(pl.col("land_class") == "total", pl.col("method") == "national average").row(0, named=True)
    assert (total["emissions_t_co2e"], total["rows_missing"], total["status"]) == (None, 2, "missing")


def test_land_that_no_class_holds_leaves_the_total_missing() -> None:
    """1,000 ha of land, 900 of forest: 100 ha are unclassified; 6.5 ha are rounding of whole hectares (6 + 0.1 %)."""
    found = lulucf_side_balance("2018", reference("land_factors"), land(land=1000.0, forest=900.0)).collect()
    rest = found.filter(pl.col("land_class") == "unclassified").row(0, named=True)
    assert (rest["area_ha"], rest["emissions_t_co2e"], rest["status"]) == (100.0, None, "missing")
    totals = found.filter(pl.col("land_class") == "total").select("method", "emissions_t_co2e")
    assert dict(totals.iter_rows()) == {"national average": None, "natural forest": -7150.0}
    close = lulucf_side_balance("2018", reference("land_factors"), land(land=1000.0, forest=993.5)).collect()
    assert close["emissions_t_co2e"].null_count() == 0


def test_natural_forest_of_the_partners_is_the_printed_sink(shared_data: Path) -> None:
    file = shared_data / "reference/klimapartnerschaft_base.csv"
    found = lulucf_side_balance(
        "2021", reference("land_factors"), municipality_base=read(file, "municipality_base")
    ).collect()
    sink = found.filter(pl.col("category") == "natural_forest").select("municipality_code", "emissions_t_co2e")
    printed = pl.read_csv(file, schema_overrides={"ags": pl.String})
    assert dict(sink.iter_rows()) == dict(printed.select("ags", "natural_forest_sink_t_at_-7.94444").iter_rows())


@pytest.mark.parametrize(("code", "category", "ours"), [
    ("03159016", "forest", "forest"), ("03159016", "crop", "crop"), ("03159016", "wood_products", "wood"),
    ("07338007", "forest", "forest"), ("07338007", "grass_woody", "grove"), ("07338007", "settlement", "settlement"),
    ("03159016", "wetland_peat", "wet"), ("03159016", "wetland_water", "water"), ("07338007", "grass_strict", "grass"),
])  # fmt: skip
def test_land_of_localzero_gives_its_published_rows(shared_data: Path, code: str, category: str, ours: str) -> None:
    area = read(shared_data / "localzero/area/2018.csv", "land_cover").filter(pl.col("municipality_code") == code)
    found = (
        lulucf_side_balance("2018", reference("land_factors"), area).filter(pl.col("category") == category).collect()
    )
    printed = read(shared_data / "reference/localzero_bisko_2018.csv", "localzero_balance").filter(
        pl.col("municipality_code") == code, pl.col("sector") == "lulucf", pl.col("carrier") == ours
    )
    expected = printed.collect()["emissions_process_t_co2e"][0]
    assert found["emissions_t_co2e"].sum() == pytest.approx(
        expected, abs=0.011
    )  # two rows of settlement, each to 0.01 t


def test_localzero_sums_hold_for_every_municipality_of_the_file(shared_data: Path) -> None:
    table = read(shared_data / "reference/localzero_bisko_2018.csv", "localzero_balance")
    found = localzero_identities(table, "2018")
    rows = found.collect()
    assert check(found, schema("released", "localzero_identities")).rows_rejected == 0
    assert rows["file"].n_unique() == 5
    assert rows.group_by("file").len()["len"].unique().to_list() == [52]
    assert set(rows["verdict"]) == {"match", "not checked"}  # agriculture has no energy and no combustion
    facilities = rows.filter(pl.col("check").str.starts_with("municipal facilities"), pl.col("column") == "energy_mwh")
    assert facilities.height == 5 * 3
    assert facilities["difference"].abs().max() <= 1e-6


def test_a_changed_carrier_breaks_the_sums_that_hold_it(shared_data: Path) -> None:
    table = read(shared_data / "reference/localzero_bisko_2018.csv", "localzero_balance").filter(
        pl.col("municipality_code") == "07338007"
    )
    is_gas = (pl.col("sector") == "business") & (pl.col("carrier") == "gas")
    wrong = table.with_columns(energy_mwh=pl.col("energy_mwh") + pl.when(is_gas).then(1000.0).otherwise(0.0))
    broken = localzero_identities(wrong, "2018").filter(pl.col("verdict") == "mismatch").collect()
    assert broken.select("subject", "column", "difference").rows() == [("business", "energy_mwh", 1000.0)]


def test_a_row_that_is_not_its_own_two_kinds_is_named(shared_data: Path) -> None:
    """A tonne more in the sum of one carrier: its row and the sector's sum miss by as much, whatever the place."""
    table = read(shared_data / "reference/localzero_bisko_2018.csv", "localzero_balance").filter(
        pl.col("municipality_code") == "DG000000"
    )
    is_gas = (pl.col("sector") == "business") & (pl.col("carrier") == "gas")
    plus = pl.when(is_gas).then(1.0).otherwise(0.0)
    wrong = table.with_columns(emissions_t_co2e=pl.col("emissions_t_co2e") + plus)
    broken = localzero_identities(wrong, "2018").filter(pl.col("verdict") == "mismatch").collect()
    assert broken.select("check", "subject", "difference").rows() == [
        ("carriers sum to the sector", "business", 1.0),
        ("combustion and processes are the row", "business: gas", -1.0),
    ]
