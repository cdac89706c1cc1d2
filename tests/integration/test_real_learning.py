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
from tests.integration.real_road import HOUSE, Walked, walk

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


@pytest.mark.parametrize(("agreed", "is_public"), [("{minimum_citizens: 5}", False), ("{minimum_citizens: 10}", True)])
def test_a_sum_over_few_citizens_is_not_public(agreed: str, is_public: bool, tmp_path: Path) -> None:
    text = (HOUSE / "config/agreements/dortmund.yaml").read_text(encoding="utf-8")
    opened = text.replace("    - heat_transition_share\n    - indicator_sheets\n  texts",
                          "    - contributions_by_contributor\n    - indicator_sheets\n  texts")  # fmt: skip
    opened = opened.replace(
        "contributions_by_contributor: {minimum_citizens: 5}", f"contributions_by_contributor: {agreed}"
    )
    assert opened.count("contributions_by_contributor") == 3
    file = tmp_path / "dortmund.yaml"
    file.write_text(opened, encoding="utf-8")
    package = str(walk(str(file), "2030", tmp_path / "data").packed.package.path)
    if is_public:
        made = learning_package(package, tmp_path / "out")
        shown = pl.read_parquet(tmp_path / "out/tables/contributions_by_contributor.parquet")
        citizens = shown.filter(pl.col("contributor_kind") == "citizen")
        assert "contributions_by_contributor" in made.tables
        assert citizens["contribution_count"].drop_nulls().to_list() == []  # 7 and 3: both held back
        return
    with pytest.raises(StadtlandError) as refused:
        learning_package(package, tmp_path / "out")
    assert refused.value.code == "learning-citizens-few"
    assert refused.value.facts == {"table": "contributions_by_contributor", "held_back": 5, "minimum": 10}


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
