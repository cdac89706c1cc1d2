"""The pages of docs/cooperations: every line that they show of a real run is a line of that run."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from config.load import load_agreement
from schemas.land_classes import LAND_CLASSES
from tests.integration.real_road import HOUSE, Walked
from tests.integration.test_real_learning import NEEDS_SHARED, PERIODS
from transforms.results.partnership.partner_emissions import partner_emissions

PAGES = sorted((HOUSE / "docs/cooperations").glob("*.md"))
SHOWN = re.compile(r"```csv ([a-z]+)/(\w+)\n(.*?)```", re.DOTALL)
BLOCKS = [(page.stem, *block) for page in PAGES for block in SHOWN.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("agreement", "table", "shown"), [it[1:] for it in BLOCKS], ids=["-".join(it[:3]) for it in BLOCKS]
)
def test_a_shown_line_is_a_line_of_the_run(
    agreement: str, table: str, shown: str, walked: Callable[[str, str], Walked], request: pytest.FixtureRequest
) -> None:
    if agreement in NEEDS_SHARED:
        request.getfixturevalue("shared_data")
    found = walked(agreement, PERIODS[agreement]).table(table)
    columns = shown.splitlines()[0].split(",")
    printed = pl.read_csv(StringIO(shown), schema_overrides={it: found.schema[it] for it in columns})
    assert printed.height > 0
    rows = found.select(columns).rows()
    assert [row for row in printed.rows() if row not in rows] == []


@pytest.mark.parametrize(("page", "agreement"), sorted({it[:2] for it in BLOCKS}))
def test_a_page_says_how_its_lines_are_computed(page: str, agreement: str) -> None:
    text = (HOUSE / f"docs/cooperations/{page}.md").read_text(encoding="utf-8")
    assert f"stadtland run {agreement} --period {PERIODS[agreement]}" in text
    load_agreement(agreement).period(PERIODS[agreement])


def test_the_estimate_is_as_far_from_the_model_as_the_page_says(shared_data: Path) -> None:
    figures = {
        name: pl.scan_csv(shared_data / f"localzero/{file}/2018.csv", infer_schema=False).select(
            region_code="ags", value=pl.col(column).cast(pl.Float64)
        )
        for name, file, column in (
            ("regional_population", "population", "total"),
            ("regional_dwelling_area", "flats", "residential_buildings_area_total"),
            ("regional_farmland", "area", "veg_agri"),
        )
    }
    balance = pl.scan_csv(shared_data / "reference/localzero_bisko_2018.csv", infer_schema=False).select(
        "sector",
        "carrier",
        year=pl.col("ref_year").cast(pl.Int64),
        municipality_code="ags",
        emissions_t_co2e=pl.col("CO2e_total_t").cast(pl.Float64),
        emissions_process_t_co2e=pl.col("CO2e_pb_t").cast(pl.Float64),
    )
    page = (HOUSE / "docs/cooperations/partnership.md").read_text(encoding="utf-8")
    sectors = {"households": "priv_residences", "services": "business", "transport": "transport", "agriculture": "agri"}
    for code in ("03159016", "07338007"):
        base = pl.LazyFrame({"municipality_code": [code], "municipality_name": ["-"]})
        land = pl.LazyFrame({"municipality_code": [code], **{f"{name}_ha": [0.0] for name in LAND_CLASSES}})
        rows = partner_emissions(base, balance, **figures, land_cover=land, land_factors=reference("land_factors"),
                                 period="2018")  # fmt: skip
        estimate = dict(rows.collect().select("sector", "emissions_t_co2e").iter_rows())
        model = dict(
            balance.filter(pl.col("municipality_code") == code, pl.col("carrier") == "total")
            .select("sector", pl.coalesce("emissions_t_co2e", "emissions_process_t_co2e")).collect().iter_rows()
        )  # fmt: skip
        shown = " | ".join(f"{estimate[name] / model[theirs]:.2f}" for name, theirs in sectors.items())
        people = figures["regional_population"].filter(pl.col("region_code") == code).collect()["value"].item()
        assert f"| {code} ({people:,.0f} inhabitants) | {shown} |" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_arrive(page: Path) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []
