"""Pictures on the whole road: from an agreement to a package that other people's tools accept, and in its report."""

from __future__ import annotations

import shutil
from pathlib import Path

import bagit
import polars as pl
import pytest

from config.load import load_agreement
from delivery.charts.charts_of import charts_of
from delivery.verify import verify
from tests.delivery.page import read_page
from tests.integration.real_road import Walked, walk


@pytest.fixture(scope="module")
def mannheim(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk("mannheim", "2025", tmp_path_factory.mktemp("mannheim"))


def test_the_package_holds_each_picture_with_its_rows(mannheim: Walked) -> None:
    bag = mannheim.packed.package.path
    pictures = sorted(it.relative_to(bag).as_posix() for it in (bag / "data" / "charts").iterdir())
    (chart,) = charts_of({"deal_status": pl.read_parquet(bag / "data/tables/deal_status.parquet")})
    assert pictures == ["data/charts/deal_status.csv", "data/charts/deal_status.svg"]
    assert (bag / "data/charts/deal_status.svg").read_bytes() == chart.svg
    assert (bag / "data/charts/deal_status.csv").read_bytes() == chart.csv


def test_verify_and_bagit_accept_it_and_a_changed_picture_they_refuse(mannheim: Walked, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(mannheim.packed.package.path, bag)
    assert verify(str(bag)).is_valid
    assert bagit.Bag(str(bag)).is_valid()
    picture = bag / "data/charts/deal_status.svg"
    picture.write_bytes(picture.read_bytes().replace(b"</svg>", b" </svg>"))
    assert [(it.code, it.path) for it in verify(str(bag)).findings if it.path.endswith(".svg")] == [
        ("file-changed", "data/charts/deal_status.svg")
    ]


def test_the_report_shows_the_picture_of_the_package(mannheim: Walked) -> None:
    bag = mannheim.packed.package.path
    svg = (bag / "data/charts/deal_status.svg").read_text(encoding="utf-8").strip()
    html = (bag / "data/report/report.html").read_text(encoding="utf-8")
    assert svg.replace(' xmlns="http://www.w3.org/2000/svg"', "") in html
    assert len(read_page(html).all("figure")) == 1


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("leipzig", {"ghg_balance", "emissions_gap", "partnership_allocation", "partnership_net"}),
        ("dortmund", {"gap_from_series", "abatement_curve"}),
        ("mannheim", {"deal_status"}),
        ("goerlitz", {"pathway_targets"}),
        ("pionierstadt", {"indicator_status"}),
        ("demo", set()),
    ],
)
def test_all_five_cooperations_ask_for_pictures(name: str, drawn: set[str]) -> None:
    found = set(load_agreement(name).terms.handover.drawn)
    assert drawn <= found
    assert bool(drawn) == bool(found)
