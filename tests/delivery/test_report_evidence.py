"""The evidence: derived numbers follow from the others, and a document that states different ones is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from delivery.report import render_json
from schemas.evidence import Check, Dataset, Evidence, Protection, Text
from tests.delivery.evidence_datasets import certificates, check
from tests.delivery.evidence_example import broken_example, example
from tests.delivery.page import at


@pytest.mark.parametrize("evidence", [example(), broken_example()], ids=["sound", "broken"])
def test_the_json_reads_back_as_the_same_evidence(evidence: Evidence) -> None:
    assert Evidence.model_validate_json(render_json(evidence)) == evidence


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/checks/failed", 0),
        ("/totals/rows_rejected", 0),
        ("/datasets/0/checks/0/share", 0.0),
        ("/datasets/0/protection/suppressed_share", 0.0),
        ("/is_sound", False),
        ("/datasets/0/rows_received", 12_241),
    ],
)
def test_a_json_with_a_number_that_does_not_follow_is_refused(pointer: str, value: Any) -> None:
    document = json.loads(render_json(example()))
    parent, _, key = pointer.rpartition("/")
    assert at(document, pointer) != value
    at(document, parent)[key] = value
    with pytest.raises(ValidationError):
        Evidence.model_validate_json(json.dumps(document))


def test_a_rejected_row_more_or_less_is_refused() -> None:
    whole = certificates().model_dump(exclude={"protection"})
    with pytest.raises(ValidationError, match="12201 accepted \\+ 40 rejected != 12240 received"):
        Dataset.model_validate(whole | {"rows_rejected": 40})


def test_a_promise_is_kept_only_where_the_final_bytes_were_measured() -> None:
    promise = certificates().protection
    assert promise is not None
    assert promise.is_kept
    for change in ({"is_remeasured": False}, {"k": 6}, {"l": 3}, {"suppress_at_most": 0.01}):
        weak = Protection.model_validate(promise.model_dump() | change | {"is_kept": False})
        assert not example(datasets=(certificates().model_copy(update={"protection": weak}),)).is_sound


@pytest.mark.parametrize(
    ("made", "verdict", "stops"),
    [
        (check("a", "a", "a", 100), "passed", False),
        (check("a", "a", "a", 100, 1), "failed", False),
        (check("a", "a", "a", 100, 1, effect="stop"), "failed", True),
        (check("a", "a", "a", 100, 1, effect="stop", at_most=0.01), "failed", False),
        (check("a", "a", "a", 100, 2, at_most=0.01), "failed", True),
        (check("a", "a", "a", 100, 2, effect="warn"), "warned", False),
        (check("a", "a", "a", 0, effect="stop"), "passed", False),
        (check("a", "a", "a", None, not_run_because=Text(de="a", en="a")), "not-run", False),
    ],
)
def test_what_a_check_comes_to(made: Check, verdict: str, stops: bool) -> None:
    assert (made.verdict, made.is_stopping) == (verdict, stops)


def test_a_check_without_units_says_why_it_did_not_run() -> None:
    with pytest.raises(ValidationError, match="a reason why it was not run"):
        check("a", "a", "a", None)
