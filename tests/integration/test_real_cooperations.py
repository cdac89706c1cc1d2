"""The five cooperations as wholes: a valid package, a second program that agrees, the same bytes again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.load import load_agreement
from delivery.verify import verify
from schemas.registry import schema
from tests.integration.real_road import Walked, walk
from tests.integration.test_real_learning import NEEDS_SHARED, PERIODS


@pytest.fixture(params=sorted(PERIODS))
def cooperation(request: pytest.FixtureRequest, walked: Callable[[str, str], Walked]) -> tuple[str, Walked]:
    if request.param in NEEDS_SHARED:
        request.getfixturevalue("shared_data")
    return request.param, walked(request.param, PERIODS[request.param])


def test_the_package_is_valid_and_holds_what_was_agreed(cooperation: tuple[str, Walked]) -> None:
    name, road = cooperation
    verdict = verify(str(road.packed.package.path))
    assert verdict.is_valid, verdict.findings
    assert road.tables() == set(load_agreement(name).terms.handover.tables)


def test_every_row_is_accounted_for(cooperation: tuple[str, Walked]) -> None:
    _, road = cooperation
    for dataset in road.accepted:
        received, accepted, rejected = road.rows(dataset)
        assert accepted + rejected == received > 0, dataset


def test_a_second_program_judges_every_table_alike(cooperation: tuple[str, Walked]) -> None:
    _, road = cooperation
    opinions = {table.name: table.second_opinion for table in road.packed.evidence.tables}
    assert set(opinions) == road.tables()
    for name, opinion in opinions.items():
        assert opinion is not None, name
        assert opinion.agrees, name


def test_every_table_and_column_has_its_german_title(cooperation: tuple[str, Walked]) -> None:
    _, road = cooperation
    for table in road.packed.evidence.tables:
        assert table.title.de.strip(), table.name
        assert table.title.de != table.name
        assert all(column.title.de.strip() and column.title.en.strip() for column in table.columns), table.name
        asked = schema("released", table.name).to_schema().columns
        assert {column.name for column in table.columns} <= set(asked), table.name


def test_the_same_sources_give_the_same_bytes(cooperation: tuple[str, Walked], tmp_path: Path) -> None:
    name, road = cooperation
    again = walk(name, PERIODS[name], tmp_path)
    assert _bytes(again) == _bytes(road)


def _bytes(road: Walked) -> dict[str, bytes]:
    package = road.packed.package.path
    return {str(file.relative_to(package)): file.read_bytes() for file in sorted(package.rglob("*")) if file.is_file()}
