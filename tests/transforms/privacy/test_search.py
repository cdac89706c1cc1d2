"""The search on small tables: semantics of suppression, and what is refused."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.hierarchies.hierarchy import Hierarchy

AGE = Hierarchy.intervals(pl.Series(range(20, 60)), [10, 20], name="age")
PLACE = Hierarchy.from_table(pl.DataFrame({"place": ["Leipzig", "Wurzen", "Görlitz"]}), name="place")
#  21, 22, 23 in Leipzig · 34 twice in Wurzen · 55 in Görlitz, who stands out
PEOPLE = pl.LazyFrame(
    {
        "age": [21, 22, 23, 34, 34, 55],
        "place": ["Leipzig", "Leipzig", "Leipzig", "Wurzen", "Wurzen", "Görlitz"],
        "illness": ["flu", "flu", "cold", "flu", "none", "flu"],
    }
)
FIELDS = {"age": AGE, "place": PLACE}


def test_one_row_is_suppressed_rather_than_all_generalised() -> None:
    found = search(PEOPLE, FIELDS, k=2, suppression_limit=0.2)
    assert found.levels == {"age": 1, "place": 0}
    assert (found.suppressed_rows, found.withheld_rows, found.classes) == (1, 1, 2)
    released = recode(PEOPLE, FIELDS, found).collect()
    assert released["age"].to_list() == ["[20, 30)"] * 3 + ["[30, 40)"] * 2  # one starred row would stand out
    assert released["illness"].to_list() == ["flu", "flu", "cold", "flu", "none"]


def test_suppressed_rows_stay_when_they_hide_one_another() -> None:
    two_more = pl.concat([PEOPLE, PEOPLE.tail(1).with_columns(place=pl.lit("Wurzen"))])
    found = search(two_more, FIELDS, k=2, suppression_limit=0.3, highest={"age": 1, "place": 0})
    assert (found.suppressed_rows, found.withheld_rows) == (2, 0)
    released = recode(two_more, FIELDS, found).collect()
    assert released.height == 7
    assert released["place"].to_list()[-2:] == ["*", "*"]
    assert released["age"].to_list()[-2:] == ["*", "*"]


def test_without_suppression_all_are_generalised() -> None:
    """The row of 55 in Görlitz needs a partner: [40, 60) holds nobody else, so age goes to '*', place too."""
    found = search(PEOPLE, FIELDS, k=2)
    assert found.levels == {"age": 3, "place": 1}
    assert found.suppressed_rows == 0
    assert found.loss == 1.0


def test_diversity_counts_distinct_values() -> None:
    """Ages in tens: Leipzig holds flu and cold, Wurzen flu and none; at l = 3 only all together do."""
    assert search(PEOPLE.head(5), FIELDS, k=2, l=2, sensitive=["illness"]).levels == {"age": 1, "place": 0}
    assert search(PEOPLE.head(5), FIELDS, k=2, l=3, sensitive=["illness"]).levels["place"] == 1


def test_a_starred_group_without_diversity_is_withheld() -> None:
    frame = pl.LazyFrame(
        {"place": ["Leipzig"] * 4 + ["Wurzen"] * 2, "illness": ["flu", "cold", "flu", "cold", "none", "none"]}
    )
    found = search(frame, {"place": PLACE}, k=2, l=2, sensitive=["illness"], suppression_limit=0.4)
    assert (found.levels["place"], found.suppressed_rows, found.withheld_rows) == (0, 2, 2)


def test_several_sensitive_fields_are_each_diverse() -> None:
    frame = pl.LazyFrame({"place": ["Leipzig"] * 2 + ["Wurzen"] * 2, "a": ["1", "2"] * 2, "b": ["1", "1", "1", "2"]})
    assert search(frame, {"place": PLACE}, k=2, l=2, sensitive=["a"]).levels["place"] == 0
    assert search(frame, {"place": PLACE}, k=2, l=2, sensitive=["a", "b"]).levels["place"] == 1


def test_missing_values_are_a_class_of_their_own() -> None:
    frame = pl.LazyFrame({"place": ["Leipzig", "Leipzig", None, None]})
    found = search(frame, {"place": PLACE}, k=2)
    assert found.levels["place"] == 0
    assert recode(frame, {"place": PLACE}, found).collect()["place"].to_list() == ["Leipzig", "Leipzig", None, None]
    alone = search(frame.head(3), {"place": PLACE}, k=2)
    assert recode(frame.head(3), {"place": PLACE}, alone).collect()["place"].to_list() == ["*"] * 3


def test_a_row_that_was_not_searched_is_not_let_through() -> None:
    found = search(PEOPLE, FIELDS, k=2, suppression_limit=0.2)
    stranger = pl.LazyFrame({"age": [47, 999], "place": ["Wurzen", "Wurzen"], "illness": ["flu", "flu"]})
    assert recode(stranger, FIELDS, found).collect().height == 0


def test_limits_count_in_decimals() -> None:
    """0.29 of 100 rows are 29, although 0.29 * 100 is 28.999… in floats."""
    frame = pl.LazyFrame({"place": ["Leipzig"] * 71 + ["Wurzen"] * 29})
    assert search(frame, {"place": PLACE}, k=30, suppression_limit=0.29).levels["place"] == 0


def test_many_columns_need_several_words() -> None:
    """30 fields of 7 values take more than 63 bits; the classes are still right."""
    wide = {f"f{n}": Hierarchy.from_table(pl.DataFrame({"v": range(7)}), name=f"f{n}") for n in range(30)}
    frame = pl.LazyFrame({name: [0, 0, 1, 1] if name == "f29" else [3] * 4 for name in wide})
    capped = {name: 0 for name in wide if name not in ("f0", "f29")}
    found = search(frame, wide, k=2, highest=capped)
    assert set(found.levels.values()) == {0}
    assert recode(frame, wide, found).collect()["f29"].to_list() == ["0", "0", "1", "1"]
    assert search(frame, wide, k=4, highest=capped).levels["f29"] == 1


@pytest.mark.parametrize(
    ("changed", "code", "facts"),
    [
        ({"k": 7}, "k-exceeds-rows", {"k": 7, "rows": 6}),
        ({"k": 0}, "parameter-out-of-range", {"parameter": "k"}),
        ({"suppression_limit": 1.5}, "parameter-out-of-range", {"parameter": "suppression_limit"}),
        ({"l": 2}, "sensitive-not-named", {"l": 2}),
        ({"l": 4, "sensitive": ["illness"]}, "l-exceeds-values", {"l": 4, "values": 3}),
        ({"l": 2, "sensitive": ["place"]}, "sensitive-is-quasi-identifier", {"field": "place"}),
        ({"l": 2, "sensitive": ["nowhere"]}, "sensitive-absent", {"missing": "nowhere"}),
        ({"metric": "beauty"}, "metric-unknown", {"metric": "beauty"}),
        ({"metric": {"name": "loss", "aggregate": "sum"}}, "metric-unknown", {"metric": "loss sum"}),
        ({"metric": {"name": "loss", "colour": 1}}, "metric-unknown", {"metric": "loss colour"}),
        ({"metric": {"name": "loss", "suppression_factor": 2}}, "parameter-out-of-range", {}),
        ({"highest": {"age": 9}}, "level-exceeds-height", {"level": 9, "height": 3}),
        ({"highest": {"nowhere": 0}}, "quasi-identifier-absent", {}),
        (
            {"highest": {"age": 1, "place": 0}, "suppression_limit": 0.1},
            "suppression-limit-infeasible",
            {"limit_rows": 0, "smallest_rows": 1, "smallest_share": 0.166667, "rows": 6},
        ),
    ],
)
def test_what_cannot_be_promised(changed: dict[str, Any], code: str, facts: dict[str, Any]) -> None:
    with pytest.raises(StadtlandError) as raised:
        search(PEOPLE, FIELDS, **{"k": 2, **changed})
    assert raised.value.code == code
    assert raised.value.facts.items() >= facts.items()


def test_the_smallest_share_that_is_named_can_be_met() -> None:
    found = search(PEOPLE, FIELDS, k=2, highest={"age": 1, "place": 0}, suppression_limit=0.166667)
    assert found.suppressed_rows == 1


def test_fields_that_are_not_there() -> None:
    with pytest.raises(StadtlandError, match="street"):
        search(PEOPLE, {**FIELDS, "street": PLACE}, k=2)
    with pytest.raises(StadtlandError):
        search(PEOPLE, {}, k=2)
    with pytest.raises(StadtlandError):
        recode(PEOPLE.drop("age"), FIELDS, search(PEOPLE, FIELDS, k=2))


def test_a_value_that_the_hierarchy_misses_is_counted_and_not_shown() -> None:
    frame = pl.LazyFrame({"place": ["Leipzig", "Berlin", "Berlin", "Bonn", None]})
    with pytest.raises(StadtlandError) as raised:
        search(frame, {"place": PLACE}, k=1)
    assert raised.value.code == "hierarchy-misses-value"
    assert raised.value.facts == {"field": "place", "values": 2, "rows": 3}
    assert "Berlin" not in str(raised.value)


def test_a_lattice_beyond_memory_is_refused() -> None:
    many = {f"f{n}": Hierarchy.from_table(pl.DataFrame({"v": ["a"]}), name=f"f{n}") for n in range(25)}
    with pytest.raises(StadtlandError) as raised:
        search(pl.LazyFrame({name: ["a"] for name in many}), many, k=1)
    assert raised.value.code == "lattice-too-large"


HALVES = Hierarchy.from_table(
    pl.DataFrame({"part": ["a", "b", "c", "d"], "half": ["a or b", "a or b", "c or d", "c or d"]}), name="part"
)
#  a: 2 x, 2 y   b: 3 x   c: 2 x, 2 y   d: 3 y      a or b: 5 x, 2 y   c or d: 2 x, 5 y      all: 7 x, 7 y
SKEWED = pl.LazyFrame({"part": list("aaaabbbccccddd"), "s": list("xxyyxxxxxyyyyy")})
FLAT = Hierarchy.from_table(pl.DataFrame({"s": ["x", "y"]}), name="s")
LEANING = [
    {"model": "t-closeness-equal", "t": 0.2},
    {
        "model": "t-closeness-hierarchical",
        "t": 0.2,
        "hierarchy": "s.csv",
    },
    {"model": "basic-beta-likeness", "beta": 0.4},
    {"model": "enhanced-beta-likeness", "beta": 0.4},
    {"model": "entropy-l-diversity", "l": 1.9},
    {"model": "recursive-(c,l)-diversity", "c": 2, "l": 2},
]


@pytest.mark.parametrize("model", LEANING, ids=lambda model: model["model"])
def test_a_finer_node_may_keep_what_a_coarser_one_suppresses(model: dict[str, Any]) -> None:
    """As halves both lean too far (5 of 7) and all 14 rows would go; as parts a and c are even, and 6 rows go."""
    asked: dict[str, Any] = {"models": [model], "sensitive": ["s"], "files": {"s.csv": FLAT}}
    found = search(SKEWED, {"part": HALVES}, suppression_limit=0.5, **asked)
    assert (found.levels["part"], found.suppressed_rows) == (0, 6)
    assert search(SKEWED, {"part": HALVES}, **asked).levels["part"] == 2


def test_the_smallest_limit_may_be_that_of_a_finer_node() -> None:
    asked: dict[str, Any] = {"models": LEANING[:1], "sensitive": ["s"], "highest": {"part": 1}}
    with pytest.raises(StadtlandError) as raised:
        search(SKEWED, {"part": HALVES}, suppression_limit=0.2, **asked)
    assert raised.value.facts["smallest_rows"] == 6
    assert search(SKEWED, {"part": HALVES}, suppression_limit=raised.value.facts["smallest_share"], **asked)


def test_presence_looks_at_who_is_not_there() -> None:
    """Nobody of Görlitz is drawn: whoever sees classes by place learns that. Only all places together are safe."""
    model = {"model": "d-presence", "min": 0.1, "max": 0.9}
    drawn = PEOPLE.filter(pl.col("age").is_in([21, 34]))
    found = search(PEOPLE, {"place": PLACE}, models=[model], subset=drawn, suppression_limit=1)
    assert found.levels["place"] == 1
    seen = search(
        PEOPLE, {"place": PLACE}, models=[{**model, "checks_empty": False}], subset=drawn, suppression_limit=1
    )
    assert seen.levels["place"] == 0
    with pytest.raises(StadtlandError) as raised:
        search(PEOPLE, {"place": PLACE}, models=[model], subset=drawn, suppression_limit=1, highest={"place": 0})
    assert raised.value.code == "no-generalisation-will-do"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "promise-none"),
        ({"models": [{"model": "beauty"}]}, "models-refused"),
        ({"models": [{"model": "t-closeness-equal", "t": -1}]}, "models-refused"),
        ({"models": [{"model": "t-closeness-equal", "t": 0.2}], "sensitive": []}, "model-needs-sensitive"),
        ({"models": [{"model": "k-map", "k": 2}]}, "model-needs-subset"),
        ({"models": [{"model": "k-map", "k": 7}], "subset": PEOPLE}, "k-exceeds-rows"),
        ({"models": [{"model": "k-map", "k": 2}], "subset": pl.concat([PEOPLE, PEOPLE])}, "subset-not-in-data"),
        ({"models": [{"model": "entropy-l-diversity", "l": 4}]}, "l-exceeds-values"),
        ({"models": [{"model": "t-closeness-hierarchical", "t": 0.1, "hierarchy": "no.csv"}]}, "hierarchy-absent"),
        (
            {
                "models": [{"model": "t-closeness-hierarchical", "t": 0.1, "hierarchy": "place.csv"}],
                "files": {"place.csv": PLACE},
            },
            "hierarchy-misses-value",
        ),
    ],
)
def test_models_that_cannot_be_promised(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        search(PEOPLE, FIELDS, **{"sensitive": ["illness"], **changed})
    assert raised.value.code == code
