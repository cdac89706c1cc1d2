"""What an agreement may not say about differential privacy."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.load import load_agreement
from schemas.errors import StadtlandError

TERMS = Path(__file__).resolve().parents[2] / "config/agreements/demo-private.yaml"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tables: [private_answers]", "tables: [modal_split]", "name private_answers"),
        ("tables: [private_answers]", "tables: [private_answers, travel_survey]", "noisy answers only"),
        ("column: Stadtteil, release: never", "column: Stadtteil, release: as-is", "release never"),
        ("    tolerances:", "    protection: {k: 5, reason: r}\n    tolerances:", "nothing to generalise"),
        ("person: household_number", "person: household", "household is no agreed field"),
        ("column: trips_bicycle", "column: trips_bike", "trips_bike is no agreed field"),
        ("by: {main_mode:", "by: {mode:", "mode is no agreed field"),
        ("kind: mean", "kind: mean\n      where: {place: [a]}", "place is no agreed field"),
        ("    travel_survey: {person", "    survey: {person", "units says nothing about dataset travel_survey"),
        ("epsilon: 4.5", "epsilon: 1.4", "more than the budget"),
        ("epsilon: 4.5", "epsilon: 0", "greater than 0"),
        ("bounds: {lower: 0, upper: 4}", "bounds: {lower: 4, upper: 0}", "upper must lie above lower"),
    ],
)  # fmt: skip
def test_what_an_agreement_may_not_say(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = TERMS.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "terms.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(StadtlandError) as refused:
        load_agreement(str(file))
    assert refused.value.code == "agreement-refused"
    assert said in refused.value.message("en")


def test_a_unit_without_its_dataset(tmp_path: Path) -> None:
    text = TERMS.read_text(encoding="utf-8")
    file = tmp_path / "terms.yaml"
    file.write_text(text.replace("  units:\n", "  units:\n    travel_surveys: {}\n"), encoding="utf-8")
    with pytest.raises(StadtlandError) as refused:
        load_agreement(str(file))
    assert "no dataset travel_surveys; did you mean travel_survey?" in refused.value.message("en")


def test_answers_need_their_terms(tmp_path: Path) -> None:
    text = TERMS.read_text(encoding="utf-8")
    before, after = text.split("differential_privacy:\n")
    file = tmp_path / "terms.yaml"
    file.write_text(before + "handover:\n" + after.split("handover:\n")[1], encoding="utf-8")
    with pytest.raises(StadtlandError) as refused:
        load_agreement(str(file))
    assert "nothing here produces private_answers" in refused.value.message("en")
