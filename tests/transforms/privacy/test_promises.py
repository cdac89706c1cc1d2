"""Promises held against small releases, with their arithmetic."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.risk.promises import held_promises

#  a: flu flu cold    b: flu none    *: cold, suppressed
RELEASE = pl.LazyFrame(
    {"place": ["a", "a", "a", "b", "b", "*"], "illness": ["flu", "flu", "cold", "flu", "none", "cold"]}
)
KINDS = Hierarchy.from_table(pl.DataFrame({"v": ["flu", "cold", "none"], "kind": ["ill", "ill", "well"]}), name="kinds")


def broken(*models: dict[str, Any], **more: Any) -> list[tuple[str, str, float | None, int, int]]:
    found = held_promises(RELEASE, models, ["place"], ["illness"], files={"kinds.csv": KINDS}, **more)
    return [(it.model, it.text, it.measured, it.classes, it.rows) for it in found if not it.is_kept]


def test_classes_too_small() -> None:
    """The suppressed row stands alone, b has two rows."""
    assert broken({"model": "k-anonymity", "k": 3}) == [("k-anonymity", "k = 3", 1, 2, 3)]
    assert broken({"model": "k-anonymity", "k": 1}) == []


def test_a_k_above_all_rows_is_a_broken_promise_not_an_error() -> None:
    assert broken({"model": "k-anonymity", "k": 100}) == [("k-anonymity", "k = 100", 1, 3, 6)]
    assert broken({"model": "distinct-l-diversity", "l": 9}) == [("distinct-l-diversity", "l = 9", 1, 3, 6)]


def test_diversity() -> None:
    """Least distinct and least entropy are those of '*'; f1 / rest is 2/1 in a, 1/1 in b, and no c helps '*'."""
    assert broken({"model": "entropy-l-diversity", "l": 1.5}) == [("entropy-l-diversity", "l = 1.5", 1.0, 1, 1)]
    assert broken({"model": "recursive-(c,l)-diversity", "c": 2.0, "l": 2}) == [
        ("recursive-(c,l)-diversity", "c = 2.0, l = 2", None, 2, 4)
    ]


def test_closeness_and_likeness() -> None:
    """p: flu 1/2, cold 1/3, none 1/6. '*' is all cold: t = 2/3, gain (1 - 1/3) / (1/3) = 2; b gains (1/2) / (1/6) - 1
    = 2 of none. Enhanced: ln 3 < 2, so no β will do. Hierarchical: 1/3 of cold comes from flu's 1/2, half a step each,
    and 1/6 from none, a whole step: 1/2 * 1/2 + 1/6 = 0.41667.
    """
    assert broken({"model": "t-closeness-equal", "t": 0.5}) == [
        ("t-closeness-equal", "t = 0.5", pytest.approx(2 / 3), 1, 1)
    ]
    assert broken({"model": "basic-beta-likeness", "beta": 1.9}) == [
        ("basic-beta-likeness", "beta = 1.9", pytest.approx(2), 2, 3)
    ]
    assert broken({"model": "basic-beta-likeness", "beta": 2.0}) == []
    assert broken({"model": "enhanced-beta-likeness", "beta": 5.0}) == [
        ("enhanced-beta-likeness", "beta = 5.0", None, 2, 3)
    ]
    assert broken({"model": "t-closeness-hierarchical", "t": 0.4, "hierarchy": "kinds.csv"}) == [
        ("t-closeness-hierarchical", "t = 0.4, hierarchy = kinds.csv", pytest.approx(5 / 12), 1, 1)
    ]


def test_average() -> None:
    """Three classes of six rows, the suppressed rows' own among them."""
    assert broken({"model": "average-reidentification-risk", "risk": 0.4}) == [
        ("average-reidentification-risk", "risk = 0.4", 0.5, 0, 0)
    ]
    assert broken({"model": "average-reidentification-risk", "risk": 0.5}) == []


def test_several_models_and_fields_are_all_asked() -> None:
    frame = RELEASE.with_columns(days=pl.Series([1, 2, 3, 4, 5, 6]))
    models = [{"model": "k-anonymity", "k": 1}, {"model": "distinct-l-diversity", "l": 2}]
    found = held_promises(frame, models, ["place"], ["illness", "days"])
    assert [(it.model, it.field, it.measured, it.is_kept) for it in found] == [
        ("k-anonymity", None, 1, True),
        ("distinct-l-diversity", "illness", 1, False),
        ("distinct-l-diversity", "days", 1, False),
    ]


def test_withheld_rows_belong_to_the_whole() -> None:
    """Of the search's eight rows two with gout were withheld: p of cold is 2/8, and '*' is 3/4 away."""
    reference = pl.LazyFrame({"illness": ["flu"] * 3 + ["cold"] * 2 + ["none", "gout", "gout"]})
    (found,) = held_promises(
        RELEASE, [{"model": "t-closeness-equal", "t": 0.7}], ["place"], ["illness"], reference=reference
    )
    assert found.measured == pytest.approx(0.75)
    assert not found.is_kept


def test_a_population() -> None:
    """a stands for 6 persons, b for 2; the suppressed row may be any of the two in c or d."""
    population = pl.LazyFrame({"place": ["a"] * 6 + ["b"] * 2 + ["c", "d"]})
    assert broken({"model": "k-map", "k": 3}, population=population) == [("k-map", "k = 3", 2, 2, 3)]
    assert broken({"model": "d-presence", "min": 0.5, "max": 0.9}, population=population) == [
        ("d-presence", "min = 0.5, max = 0.9", 1.0, 1, 2)
    ]


def test_classes_of_the_population_that_nobody_was_released_from() -> None:
    """Without a suppressed row, c and d are known not to be in the release."""
    population = pl.LazyFrame({"place": ["a"] * 6 + ["b"] * 4 + ["c", "d"]})
    asked = {"model": "d-presence", "min": 0.4, "max": 0.9}
    frame = RELEASE.filter(pl.col("place") != "*")
    (found,) = held_promises(frame, [asked], ["place"], population=population)
    assert (found.measured, found.is_kept, found.classes, found.rows) == (0, False, 2, 0)
    (found,) = held_promises(frame, [{**asked, "checks_empty": False}], ["place"], population=population)
    assert (found.measured, found.is_kept) == (0.5, True)


def test_nothing_released_breaks_nothing() -> None:
    assert held_promises(RELEASE.clear(), [{"model": "k-anonymity", "k": 5}], ["place"]) == ()


@pytest.mark.parametrize(
    ("model", "more", "code"),
    [
        ({"model": "k-map", "k": 2}, {}, "model-needs-subset"),
        ({"model": "k-map", "k": 2}, {"population": RELEASE.head(2)}, "population-too-small"),
        ({"model": "t-closeness-equal", "t": 0.1}, {"sensitive": []}, "model-needs-sensitive"),
        ({"model": "t-closeness-equal", "t": 0.1}, {"sensitive": ["pain"]}, "sensitive-absent"),
        ({"model": "t-closeness-equal", "t": 0.1}, {"reference": RELEASE.head(3)}, "reference-too-small"),
        (
            {"model": "t-closeness-equal", "t": 0.1},
            {"reference": pl.concat([RELEASE.tail(1)] * 9)},
            "reference-too-small",
        ),
        ({"model": "t-closeness-hierarchical", "t": 0.1, "hierarchy": "x.csv"}, {}, "hierarchy-absent"),
        ({"model": "k-anonymity", "k": 2}, {"quasi": ["street"]}, "quasi-identifier-absent"),
        ({"model": "unheard-of"}, {}, "models-refused"),
    ],
)
def test_what_cannot_be_held(model: dict[str, Any], more: dict[str, Any], code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        held_promises(RELEASE, [model], **{"quasi": ["place"], "sensitive": ["illness"], **more})
    assert raised.value.code == code
