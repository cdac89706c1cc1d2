"""What others learn from the five cooperations: public tables only, nobody in them, and a template that runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from delivery.learning.learning_package import learning_package
from schemas.errors import StadtlandError
from tests.integration.real_learning import Learned, learn, others_run_it
from tests.integration.real_road import HOUSE, Walked

PERIODS = {"leipzig": "2019", "dortmund": "2030", "mannheim": "2025", "goerlitz": "2025", "pionierstadt": "2022-Q2"}
NEEDS_SHARED = {"leipzig", "pionierstadt"}

Run = Callable[[str], tuple[Walked, Learned]]


@pytest.fixture(scope="module")
def run(walked: Callable[[str, str], Walked], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The road of an agreement and its learning package, once each."""
    made: dict[str, tuple[Walked, Learned]] = {}

    def once(name: str) -> tuple[Walked, Learned]:
        if name not in made:
            road = walked(name, PERIODS[name])
            made[name] = (road, learn(road, tmp_path_factory.mktemp(f"learning-{name}")))
        return made[name]

    return once


@pytest.fixture(params=sorted(PERIODS))
def cooperation(request: pytest.FixtureRequest, run: Run) -> tuple[str, Walked, Learned]:
    if request.param in NEEDS_SHARED:
        request.getfixturevalue("shared_data")
    return request.param, *run(request.param)


def test_another_municipality_fills_in_the_template_and_gets_the_same_tables(
    cooperation: tuple[str, Walked, Learned], tmp_path: Path
) -> None:
    name, road, learned = cooperation
    others_run_it(road, learned, PERIODS[name], tmp_path / "other")


def test_what_is_not_agreed_as_public_is_refused(cooperation: tuple[str, Walked, Learned], tmp_path: Path) -> None:
    _, road, learned = cooperation
    closed = sorted(road.tables() - set(learned.made.tables))
    assert closed
    for name in closed:
        with pytest.raises(StadtlandError) as refused:
            learning_package(str(road.packed.package.path), tmp_path / "out", tables=[name])
        assert refused.value.code == "learning-table-not-public"
    assert not (tmp_path / "out").exists()


def test_nobody_can_be_reached_through_it(cooperation: tuple[str, Walked, Learned]) -> None:
    _, _, learned = cooperation
    for path, content in learned.files.items():
        if not path.endswith(".parquet"):
            assert not re.search(r"@|\+\d{2}[ \d]{6,}|\b(?:Herr|Frau) [A-Z]", content.decode()), path


def test_organisations_of_deals_and_networks_stay_with_the_parties(run: Run) -> None:
    for name, file, column in (
        ("mannheim", "deal_parties", "organisation"),
        ("goerlitz", "network_actors", "organisation"),
        ("dortmund", "third_party_contributions", "organisation"),
    ):
        named = pl.read_csv(HOUSE / f"config/examples/{name}/{file}.csv")[column].drop_nulls().unique()
        assert named.len() > 3
        _, learned = run(name)
        assert [it for it in named if it in learned.text] == [], name


def test_a_contact_planted_in_a_deal_leaves_nowhere(run: Run) -> None:
    deals = pl.read_csv(HOUSE / "config/examples/mannheim/green_deals.csv")
    planted = deals.filter(pl.col("commitment").str.contains("@"))
    assert planted.height == 1
    _, learned = run("mannheim")
    assert planted["commitment"].item() not in learned.text
    assert "@" not in learned.text


def test_measures_experiments_and_deals_have_cards(run: Run) -> None:
    for name, said in (
        ("dortmund", "### GEN-08"),
        ("goerlitz", "### E1 Heizungscheck im Quartier (erzeugt)"),
        ("mannheim", "- Commitment: "),
    ):
        _, learned = run(name)
        cards = learned.files["measure_cards.md"].decode()
        assert said in cards
        assert "missing" in cards  # what nobody stated says so
