"""Centrality by hand, sectors nobody covers, steps and experiments."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.received.network_actors import NetworkActors
from schemas.released.actor_network import ActorNetwork
from schemas.released.experiments import Experiments
from schemas.released.pathway_steps import PathwaySteps
from schemas.released.uncovered_sectors import UncoveredSectors
from transforms.results.pathway.actor_network import actor_network
from transforms.results.pathway.experiments import experiments
from transforms.results.pathway.pathway_steps import pathway_steps
from transforms.results.pathway.uncovered_sectors import uncovered_sectors

ACTORS = pl.LazyFrame(
    {
        "organisation": ["hub", "a", "b", "c"],
        "role": "r",
        "sectors": ["Transport; industry", "industry", None, "energy"],
    }
)
LINKS = pl.LazyFrame({"organisation": ["hub", "a", "hub"], "linked_organisation": ["a", "hub", "b"]})


def test_who_stands_between_the_others() -> None:
    table = actor_network("2025", ACTORS, LINKS).collect()
    ActorNetwork.validate(table)
    rows = {row["organisation"]: row for row in table.to_dicts()}
    # a - hub - b and c alone: the way from a to b leads through hub, one of the three pairs without hub.
    assert rows["hub"]["betweenness_centrality"] == round(1 / 3, 6)
    assert rows["hub"]["degree_centrality"] == round(2 / 3, 6)  # 2 of 3 others, a link told twice counts once
    assert (rows["c"]["is_isolated"], rows["c"]["component"], rows["a"]["component"]) == (True, 2, 1)
    assert table["organisation"].to_list()[0] == "hub"


def test_the_order_of_rows_changes_nothing() -> None:
    turned = actor_network("2025", ACTORS.reverse(), LINKS.reverse()).collect()
    assert turned.equals(actor_network("2025", ACTORS, LINKS).collect())


def test_sectors_that_nobody_covers_come_first() -> None:
    table = uncovered_sectors("2025", ACTORS, sectors=["transport", "industry", "households"]).collect()
    UncoveredSectors.validate(table)
    assert list(table.select("sector", "is_required", "organisation_count").iter_rows()) == [
        ("households", True, 0), ("energy", False, 1), ("transport", True, 1), ("industry", True, 2),
    ]  # fmt: skip


def test_links_to_nobody_are_refused_without_a_name() -> None:
    with pytest.raises(StadtlandError, match="1 of 1") as refused:
        actor_network("2025", ACTORS, pl.LazyFrame({"organisation": ["hub"], "linked_organisation": ["Ms Nobody"]}))
    assert refused.value.code == "network-actor-unknown"
    assert "Nobody" not in str(refused.value)
    with pytest.raises(StadtlandError):
        actor_network("2025", pl.concat([ACTORS, ACTORS]))


def test_a_person_is_no_organisation() -> None:
    given = pl.LazyFrame(
        {"organisation": ["Stadtwerk", "Frau Beispiel", "a@b.example"], "role": "r", "sectors": None},
        schema_overrides={"sectors": pl.String},
    )
    report = check(given, NetworkActors)
    assert (report.rows_accepted, report.rows_rejected) == (1, 2)


def test_five_steps_always() -> None:
    given = pl.LazyFrame(
        {
            "step": ["system and actor analysis", "vision", "pathway", "agenda"],
            "step_status": ["done", "open", "running", "running"],
            "end_date": [dt.date(2024, 1, 1), dt.date(2024, 1, 1), dt.date(2026, 1, 1), None],
        }
    )
    table = pathway_steps("2025", given).collect()
    PathwaySteps.validate(table)
    assert table["step_status"].to_list() == ["done", "open", "running", None, "running"]
    assert table["is_overdue"].to_list() == [False, True, False, None, None]
    assert table["is_ahead"].to_list() == [False, False, True, False, True]
    with pytest.raises(StadtlandError):
        pathway_steps("2025", pl.concat([given, given]))


def test_an_experiment_past_its_end_without_result_and_decision_is_flagged() -> None:
    past, future = dt.date(2025, 12, 1), dt.date(2026, 2, 1)
    given = pl.LazyFrame(
        [
            ("done", dt.date(2025, 1, 1), past, "it works", "scale"),
            ("half", dt.date(2025, 1, 1), past, "it works", None),
            ("last day", dt.date(2025, 1, 1), dt.date(2025, 12, 31), None, None),
            ("later", future, future, None, None),
            ("open", dt.date(2025, 1, 1), None, None, None),
        ],
        schema=["experiment", "start_date", "end_date", "result", "decision"],
        orient="row",
    )
    table = experiments("2025", given).collect()
    Experiments.validate(table)
    assert dict(table.select("experiment", "evaluation").iter_rows()) == {
        "done": "evaluated", "half": "unevaluated", "last day": "running", "later": "planned", "open": "unknown",
    }  # fmt: skip
    assert table.row(0, named=True)["days_past_end"] == 30  # from 1 to 31 December


def test_an_experiment_may_state_its_period_instead_of_its_days() -> None:
    given = pl.LazyFrame({"experiment": ["a", "b"], "experiment_period": ["2025-Q1", "2025-H2"]})
    rows = {row["experiment"]: row for row in experiments("2025", given).collect().to_dicts()}
    assert (rows["a"]["start_date"], rows["a"]["end_date"]) == (dt.date(2025, 1, 1), dt.date(2025, 3, 31))
    assert rows["a"]["days_past_end"] == 275  # 365 days of 2025 less the 90 of its first quarter
    assert rows["b"]["evaluation"] == "running"
