"""Görlitz: generated pathway, network, steps, experiments and agenda, published capacities and land, to a package."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from sources.synthetic.pathway import pathway
from tests.integration.real_road import HOUSE, Walked

SEED = 14626110


@pytest.fixture(scope="module")
def goerlitz(walked: Callable[[str, str], Walked]) -> Walked:
    return walked("goerlitz", "2025")


@pytest.mark.parametrize("name", sorted(pathway(SEED)))
def test_the_files_of_the_example_are_what_the_seed_gives(name: str) -> None:
    written = (HOUSE / f"config/examples/goerlitz/{name}.csv").read_text("utf-8")
    assert written == pathway(SEED)[name].write_csv()


def test_every_row_comes_in_and_every_table_leaves(goerlitz: Walked) -> None:
    assert {key: goerlitz.rows(key) for key in goerlitz.accepted} == {
        "pathway_points": (11, 11, 0),  # 5 generated, 4 published, 2 of the estimated pathway
        "network_actors": (8, 8, 0),
        "network_links": (7, 7, 0),
        "step_register": (5, 5, 0),
        "experiment_register": (3, 3, 0),
        "agenda_measures": (7, 7, 0),
        "land_cover": (1, 1, 0),
        "municipality_base": (1, 1, 0),
        "localzero_balance": (4, 4, 0),
        "regional_population": (3, 3, 0),
        "regional_dwelling_area": (3, 3, 0),
        "regional_farmland": (3, 3, 0),
    }
    assert len(goerlitz.tables()) == 10


def test_the_estimated_pathway_begins_where_the_estimate_ends(goerlitz: Walked) -> None:
    rows = goerlitz.table("partner_emissions").filter(pl.col("sector") != "land use")
    assert set(rows["sector"]) == {"households", "services", "transport", "agriculture"}
    targets = goerlitz.table("pathway_targets").filter(pl.col("pathway") == "Treibhausgase (geschätzt)")
    first, last = targets.row(0, named=True), targets.row(-1, named=True)
    assert first["value"] == round(rows["emissions_t_co2e"].sum(), 3) == 351_263.608
    assert (last["year"], last["value"]) == (2045, 0.0)
    # 27 years down to zero: the years after the first add up to 351 263.608 x (26 + 25 + … + 1) / 27.
    assert first["remaining_budget"] == round(351_263.608 * 26 / 2, 6)
    assert set(targets["status"]) == {"published", "interpolated"}  # nothing was measured


def test_the_pathway_tells_what_was_measured_published_and_interpolated(goerlitz: Walked) -> None:
    targets = goerlitz.table("pathway_targets").filter(pl.col("pathway") == "Treibhausgase (erzeugt)")
    assert targets.height == 2045 - 2018 + 1
    row = targets.row(by_predicate=pl.col("year") == 2023, named=True)
    # 307 000 t fall to 153 500 t in 12 years: after 5 of them 307 000 - 5 x 153 500 / 12.
    assert row["value"] == round(307_000 - 5 * 153_500 / 12, 6) == 243_041.666667
    assert (row["pathway_status"], row["status"], row["actual"]) == ("interpolated", "measured", 248_670)
    assert row["deviation"] == 5_628.333333
    assert row["required_annual_rate"] == round(1 - (15_350 / 248_670) ** (1 / 22), 6)


def test_a_capacity_without_a_target_has_no_pathway(goerlitz: Walked) -> None:
    published = goerlitz.table("pathway_targets").filter(pl.col("pathway") == "Photovoltaik")
    assert published["actual"].to_list() == [18_483.736, 22_756.611]
    assert published["value"].to_list() == [None, None]


def test_what_was_planted_is_found(goerlitz: Walked) -> None:
    agenda = goerlitz.table("agenda_findings")
    circle = agenda.filter(pl.col("check") == "agenda_has_no_cycle").row(0, named=True)
    assert "M05 Quartierskonzept erstellen → M06 Eigentümer beteiligen → M05" in circle["note_de"]
    early = agenda.filter(check="date_is_not_before_its_prerequisite", verdict="rule broken")
    assert early["subject"].to_list() == ["M04 Fördermittel beantragen", "M05 Quartierskonzept erstellen"]
    other = goerlitz.table("pathway_findings")
    found = dict(other.select("check", "subject").iter_rows())
    assert found["experiment_is_evaluated"] == "E2 Lastenrad für Betriebe (erzeugt)"
    assert found["sector_is_covered"] == "industry"
    assert found["step_ends_in_time"] == "pathway"


def test_the_figures_that_the_estimate_rests_on_are_those_of_the_published_files(shared_data: Path) -> None:
    stated = HOUSE / "config/reference"
    for name, file, column in (
        ("population", "population", "total"),
        ("dwelling_area", "flats", "residential_buildings_area_total"),
        ("farmland", "area", "veg_agri"),
    ):
        published = pl.read_csv(shared_data / f"localzero/{file}/2018.csv", infer_schema=False)
        figures = dict(published.select("ags", pl.col(column).cast(pl.Float64)).iter_rows())
        ours = pl.read_csv(stated / f"localzero_2018_{name}.csv", schema_overrides={"region_code": pl.String})
        assert ours["region_code"].to_list() == ["DG000000", "08222000", "14626110"]
        assert all(value == figures[code] for code, value in ours.iter_rows())
    germany = pl.read_csv(stated / "localzero_2018_germany.csv", infer_schema=False)
    balance = pl.read_csv(shared_data / "reference/localzero_bisko_2018.csv", infer_schema=False).filter(
        pl.col("ags") == "DG000000", pl.col("carrier") == "total"
    )
    printed = {row["sector"]: (row["CO2e_cb_t"], row["CO2e_pb_t"], row["CO2e_total_t"]) for row in balance.to_dicts()}
    assert germany.height == 4
    for row in germany.iter_rows(named=True):
        assert printed[row["sector"]] == (
            row["emissions_combustion_t_co2e"], row["emissions_process_t_co2e"], row["emissions_t_co2e"]
        )  # fmt: skip


def test_the_published_figures_of_the_example_are_those_of_the_published_files(shared_data: Path) -> None:
    example = HOUSE / "config/examples/goerlitz"
    as_text = {"infer_schema": False}
    land = pl.read_csv(example / "land_cover.csv", **as_text)
    published = pl.read_csv(shared_data / "localzero/area/2021.csv", **as_text).filter(ags="14626110")
    assert land.equals(published.select(land.columns))
    points = pl.read_csv(example / "published_points.csv")
    for year in (2021, 2024):
        row = pl.read_csv(shared_data / f"localzero/renewable_energy/{year}.csv", **as_text).filter(ags="14626110")
        of_year = dict(points.filter(year=year).select("pathway", "value").iter_rows())
        assert of_year == {"Photovoltaik": float(row["pv"][0]), "Windkraft": float(row["wind_on"][0])}
