"""The differencing guard on tables that people can check by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from schemas.errors import StadtlandError
from transforms.privacy.releases.alarm import NamedCell, Verdict
from transforms.privacy.releases.guard import guard
from transforms.privacy.releases.release import Cell, Release

YEARS = tuple(str(year) for year in range(100))


def ages(*starts: int) -> dict[str, tuple[str, ...]]:
    """`ages(0, 18, 65)`: 0-17, 18-64, 65-99."""
    ends = [*(start - 1 for start in starts[1:]), 99]
    return {f"{start}-{end}": YEARS[start : end + 1] for start, end in zip(starts, ends, strict=True)}


def release(
    name: str, dimensions: dict[str, dict[str, tuple[str, ...]]], counts: Mapping[Any, Any], **more: Any
) -> Release:
    """Counts by category or categories; None is hidden, a pair a range."""
    cells = []
    for categories, count in counts.items():
        key = categories if isinstance(categories, tuple) else (categories,)
        low, high = (0, None) if count is None else count if isinstance(count, tuple) else (count, count)
        cells.append(Cell(key, low, high))
    return Release(name, dimensions, tuple(cells), **more)


def told(verdict: Verdict) -> list[tuple[str, list[dict[str, list[str]]]]]:
    return [(alarm.kind, [dict(box) for box in alarm.group]) for alarm in verdict.alarms]


OLD = release("old", {"age": ages(0, 18, 65)}, {"0-17": 40, "18-64": 90, "65-99": 30})


def test_other_boundaries_isolate_a_year() -> None:
    """40 are 0-17, 42 are 0-18: two are 18, and 90 - 88 says so again."""
    new = release("new", {"age": ages(0, 19, 65)}, {"0-18": 42, "19-64": 88, "65-99": 30})
    verdict = guard(new, [OLD], n=3)
    assert told(verdict) == [("difference", [{"age": ["18"]}])]
    (alarm,) = verdict.alarms
    assert (alarm.size, alarm.releases, alarm.cells_needed) == ("<3", ("old", "new"), 2)
    assert (alarm.cells, alarm.minus) == (
        (NamedCell("old", {"age": "18-64"}),),
        (NamedCell("new", {"age": "19-64"}),),
    )
    assert not verdict.may_leave
    assert "2" not in str([box for it in verdict.as_dict()["alarms"] for box in (it["size"], it["cells"], it["minus"])])


def test_enough_people_between_the_boundaries_are_fine() -> None:
    new = release("new", {"age": ages(0, 19, 65)}, {"0-18": 43, "19-64": 87, "65-99": 30})
    assert guard(new, [OLD], n=3).may_leave
    assert not guard(new, [OLD], n=4).may_leave


def test_nobody_between_the_boundaries_is_fine() -> None:
    new = release("new", {"age": ages(0, 19, 65)}, {"0-18": 40, "19-64": 90, "65-99": 30})
    assert guard(new, [OLD], n=3).may_leave


def test_a_municipality_that_was_merged() -> None:
    """A and B became AB; the new municipality gained one household beyond the two, from the split village V."""
    before = release("2024", {"area": {"A": ("A",), "B": ("B",), "C": ("V", "C-rest")}}, {"A": 50, "B": 20, "C": 70})
    after = release("2025", {"area": {"AB": ("A", "B", "V"), "C": ("C-rest",)}}, {"AB": 71, "C": 69})
    verdict = guard(after, [before], n=3)
    assert told(verdict) == [("difference", [{"area": ["V"]}])]
    assert guard(replace(after, cells=(Cell(("AB",), 71, 71),)), [before], n=3).alarms[0].kind == "parts"


def test_parts_against_a_total_of_another_release() -> None:
    """The districts add up to 99 of 100: one person lives in none of those that are shown."""
    districts = {name: (name,) for name in ("north", "south", "harbour")}
    parts = release("parts", {"district": districts}, {"north": 60, "south": 39, "harbour": None})
    total = release("total", {}, {(): 100})
    verdict = guard(total, [parts], n=3)
    assert told(verdict) == [("parts", [{"district": ["harbour"]}])]
    assert verdict.alarms[0].releases == ("parts", "total")
    assert verdict.alarms[0].cells_needed == 3


def test_a_suppressed_cell_that_a_margin_gives_back() -> None:
    """Inside one release: 12 of 14 are women, the cell that was hidden as 1 … 2 is 2."""
    sex = {"f": ("f",), "m": ("m",)}
    table = release("table", {"sex": sex}, {"f": 12, "m": (1, 2), None: 14})
    assert told(guard(table, [], n=3)) == [("difference", [{"sex": ["m"]}])]
    rounded = release("table", {"sex": sex}, {"f": (10, 14), "m": (1, 2), None: (10, 19)})
    assert guard(rounded, [], n=3).may_leave


def test_a_hidden_cell_that_stays_what_it_says_is_fine() -> None:
    table = release("table", {"age": ages(0, 18)}, {"0-17": (1, 2), "18-99": 50})
    assert guard(table, [], n=3).may_leave


def test_a_small_cell_is_told_as_such() -> None:
    table = release("table", {"age": ages(0, 18)}, {"0-17": 2, "18-99": 50})
    assert told(guard(table, [], n=3)) == [("cell", [{"age": list(YEARS[:18])}])]


def test_inclusion_and_exclusion_over_three_releases() -> None:
    """|A| + |B| - |A or B| = 8 + 7 - 13 = 2 are in both, spread over atoms 3 and 4, which no cell of its own shows."""
    six = {"A": ("1", "2", "3", "4"), "B": ("3", "4", "5", "6"), "both 3 and 5": ("3", "5")}
    first = release("first", {"x": six}, {"A": 8, "both 3 and 5": 4})
    second = release("second", {"x": six}, {"B": 7})
    union = release("union", {"x": {"all": ("1", "2", "3", "4", "5", "6")}}, {"all": 13})
    verdict = guard(union, [first, second], n=3, atoms={"x": ["1", "2", "3", "4", "5", "6", "7"]})
    assert told(verdict) == [("combination", [{"x": ["3", "4"]}])]
    assert verdict.alarms[0].releases == ("first", "second", "union")
    assert guard(second, [first], n=3, atoms={"x": ["1", "2", "3", "4", "5", "6", "7"]}).may_leave


def test_a_population_that_only_grows_shows_its_newcomers() -> None:
    """15 applied until 2024, 16 until 2025: one newcomer. That total and its parts agree is checked by atoms."""
    until = {"heat pump": ("heat pump",), "solar": ("solar",)}
    first = release("2024", {"kind": until}, {"heat pump": 15, "solar": 9}, population=("2024",))
    second = release("2025", {"kind": until}, {"heat pump": 16, "solar": 14}, population=("2024", "2025"))
    verdict = guard(second, [first], n=3)
    assert told(verdict) == [("difference", [{"kind": ["heat pump"], "population": ["2025"]}])]
    assert verdict.changes == ()


def test_a_renewed_population_is_told_as_a_change() -> None:
    """Other people may stand behind the same count: 41 - 40 says that few came or went, not who."""
    again = release("2025", {"age": ages(0, 18, 65)}, {"0-17": 41, "18-64": 95, "65-99": 30}, population=("2025",))
    verdict = guard(again, [replace(OLD, population=("2024",))], n=3)
    assert verdict.alarms == ()
    (change,) = verdict.changes
    assert (change.size, change.now.categories, change.before.release) == ("<3", {"age": "0-17"}, "old")


def test_what_was_known_before_is_not_blamed_on_the_new_table() -> None:
    new = release("new", {"age": ages(0, 19, 65)}, {"0-18": 42, "19-64": 88, "65-99": 30})
    third = replace(new, name="third")
    verdict = guard(third, [OLD, new], n=3)
    assert verdict.may_leave
    assert verdict.known_before == 1


def test_a_group_that_is_no_box_is_told_exactly() -> None:
    """Everyone but the men under 18 and the women from 65 on is in one cell or another."""
    sex = {"f": ("f",), "m": ("m",)}
    table = release(
        "table",
        {"age": ages(0, 18, 65), "sex": sex},
        {("0-17", "f"): 20, ("18-64", None): 60, ("65-99", "m"): 18, (None, None): 100},
    )
    (alarm,) = guard(table, [], n=3).alarms
    assert [dict(box) for box in alarm.group] == [
        {"age": list(YEARS[:18]), "sex": ["m"]},
        {"age": list(YEARS[65:]), "sex": ["f"]},
    ]


def test_a_limit_on_programs_is_told() -> None:
    atoms = {f"{first}": (f"{first}", f"{first + 1}") for first in range(40)}
    overlapping = release("overlapping", {"x": atoms}, dict.fromkeys(atoms, (1, 3)))
    assert guard(overlapping, [], n=9, programs=3).undecided > 0
    assert not guard(overlapping, [], n=9, programs=3).may_leave
    assert guard(overlapping, [], n=9).undecided == 0


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (release("new", {"age": ages(0, 19)}, {"0-18": 39}), "releases-contradict"),  # fewer than 0-17
        (release("new", {"age": ages(0, 18, 65)}, {"0-17": 41}), "releases-contradict"),
        (release("new", {}, {(): 150}), "releases-contradict"),  # the parts make 160
        (release("new", {}, {(): (0, 159)}), "releases-contradict"),
        (release("old", {}, {(): 160}), "release-twice"),
        (release("new", {"age": {"100": ("100",)}}, {"100": 1}), "release-atom-unknown"),
    ],
)
def test_what_cannot_be_compared(new: Release, code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        guard(new, [OLD], n=3, atoms={"age": YEARS})
    assert raised.value.code == code


def test_a_unit_without_an_atom_is_a_contradiction_until_its_atom_is_declared() -> None:
    """The total has two people of unknown age: more than all ages together."""
    total = release("total", {}, {(): 162})
    with pytest.raises(StadtlandError) as raised:
        guard(total, [OLD], n=3)
    assert raised.value.code == "releases-contradict"
    verdict = guard(total, [OLD], n=3, atoms={"age": [*YEARS, "unknown"]})
    assert told(verdict) == [("parts", [{"age": ["unknown"]}])]


def test_n_is_held_to_its_range() -> None:
    with pytest.raises(StadtlandError) as raised:
        guard(OLD, [], n=1)
    assert raised.value.code == "parameter-out-of-range"


def test_too_many_combinations_are_refused_before_any_memory_is_taken() -> None:
    wide = {f"d{place}": {str(atom): (str(atom),) for atom in range(10)} for place in range(8)}
    table = release("wide", wide, {(None,) * 8: 5, ("0",) * 8: 1})
    with pytest.raises(StadtlandError) as raised:
        guard(
            table,
            [
                release(
                    "all",
                    wide,
                    {
                        tuple(
                            str(atom),
                        )
                        * 8: 3
                        for atom in range(10)
                    },
                )
            ],
            n=3,
        )
    assert raised.value.code == "releases-too-fine"
