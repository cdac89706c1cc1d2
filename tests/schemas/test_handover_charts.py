"""`handover: charts` in an agreement: off, all that have a picture, or those named."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.agreement.handover import Handover


def handover(**changed: Any) -> Handover:
    terms = {"to": ["folder:x"], "recipients": ["land"], "tables": ["deal_register", "deal_status", "ghg_balance"]}
    return Handover.model_validate({**terms, **changed})


@pytest.mark.parametrize(
    ("charts", "drawn"),
    [
        (None, ()),
        (False, ()),
        ([], ()),
        (True, ("deal_status", "ghg_balance")),
        (["ghg_balance", "deal_status"], ("deal_status", "ghg_balance")),
        (["ghg_balance"], ("ghg_balance",)),
    ],
)
def test_what_is_drawn(charts: Any, drawn: tuple[str, ...]) -> None:
    assert handover(**({} if charts is None else {"charts": charts})).drawn == drawn


@pytest.mark.parametrize(
    ("charts", "why"),
    [
        (["emissions_gap"], "emissions_gap does not leave"),
        (["deal_register"], "deal_register has no picture"),
        ("yes please", "charts"),
    ],
)
def test_a_picture_that_cannot_be_is_refused_with_what_there_is(charts: Any, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        handover(charts=charts)
