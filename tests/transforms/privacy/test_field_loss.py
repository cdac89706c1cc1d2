"""What a release lost, measured from its labels, beside what the search says it loses."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.privacy_tables import Table, tables
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.metrics.field_loss import field_losses, total_loss

AGE = Hierarchy.from_table(
    pl.DataFrame({"age": ["1", "2", "3", "4"], "half": ["1-2", "1-2", "3-4", "3-4"]}), name="age"
)


def released(*labels: str | None) -> pl.LazyFrame:
    return pl.LazyFrame({"age": labels}, schema={"age": pl.String})


@pytest.mark.parametrize(
    ("labels", "withheld", "loss"),
    [
        (["1", "2", "4"], 0, 0.0),
        (["1-2", "1-2"], 0, 1 / 3),  # 2 of 4 leaves each: (2 - 1) / (4 - 1)
        (["*", "*"], 0, 1.0),
        (["1", "1-2", "*"], 0, 4 / 9),  # (0 + 1 + 3) / 3 of three rows
        (["1"], 1, 0.5),  # a row that was left out lost everything
        (["of another hierarchy"], 0, 1.0),
        ([None], 0, 0.0),  # a missing value that stays missing lost nothing
        ([], 0, 0.0),
    ],
)
def test_loss_is_the_share_of_leaves_that_a_label_covers(labels: list[str | None], withheld: int, loss: float) -> None:
    found = field_losses(released(*labels), {"age": AGE}, withheld=withheld)
    assert found["age"].loss == pytest.approx(loss)
    assert found["age"].labels == len(set(labels))


def test_no_field_loses_nothing() -> None:
    assert total_loss({}) == 0.0


@given(tables(least_rows=2), st.integers(1, 3), st.sampled_from([0.0, 0.2, 0.5]))
@settings(max_examples=60, deadline=None)
def test_measured_loss_is_the_loss_of_the_search(table: Table, k: int, limit: float) -> None:
    """Where every label stands at one level only, as in these hierarchies."""
    if len(table.rows) < k:
        return
    found = search(table.frame, table.hierarchies, k=k, suppression_limit=limit)
    out = recode(table.frame, table.hierarchies, found)
    measured = total_loss(field_losses(out, table.hierarchies, withheld=found.withheld_rows))
    assert isinstance(found.loss, float)
    assert measured == pytest.approx(found.loss, abs=1e-8)
