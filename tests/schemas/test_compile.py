"""Schemas compile whole or are refused: no rule is left out in silence."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl
import pytest

from schemas import fields
from schemas.compile import compile_schema
from schemas.errors import StadtlandError
from schemas.rule import rule
from schemas.rules_in_words import rules_in_words


class Heating(pa.DataFrameModel):
    """One row per building and year."""

    municipality_code: str = fields.municipality_code()
    year: int = fields.year()
    energy_mwh: float = fields.energy_mwh(nullable=True, le=0.5)

    class Config:
        """Keys."""

        unique = ["municipality_code", "year"]

    @rule(de="Viel Wärme braucht ein spätes Jahr.")
    def much_heat_is_late(cls) -> pl.Expr:
        """Much heat
        needs a late year.

        This paragraph is for readers of the code.
        """
        return (pl.col("energy_mwh") < 0.4) | (pl.col("year") > 2000)


def test_rules_have_a_name_and_a_sentence_in_both_languages() -> None:
    assert {text.rule: (text.de, text.en) for text in rules_in_words(Heating)} == {
        "municipality_code_is_present": ("Gemeindeschlüssel ist angegeben.", "Municipality code is given."),
        "municipality_code_is_well_formed": (
            "Gemeindeschlüssel hat die Form: 8 oder 5 Ziffern.",
            "Municipality code has the form: 8 or 5 digits.",
        ),
        "year_is_readable": ("Jahr ist als ganze Zahl lesbar.", "Year can be read as a whole number."),
        "year_is_present": ("Jahr ist angegeben.", "Year is given."),
        "year_is_in_range": ("Jahr liegt zwischen 1900 und 2100.", "Year lies between 1900 and 2100."),
        "energy_mwh_is_readable": ("Energiemenge (MWh) ist als Zahl lesbar.", "Energy (MWh) can be read as a number."),
        "energy_mwh_is_at_least": ("Energiemenge (MWh) ist mindestens 0.", "Energy (MWh) is at least 0."),
        "energy_mwh_is_at_most": ("Energiemenge (MWh) ist höchstens 0,5.", "Energy (MWh) is at most 0.5."),
        "municipality_code_year_is_unique": (
            "Die Verbindung aus Gemeindeschlüssel, Jahr kommt nur einmal vor.",
            "The combination of Municipality code, Year occurs only once.",
        ),
        "much_heat_is_late": ("Viel Wärme braucht ein spätes Jahr.", "Much heat needs a late year."),
    }


def test_a_rule_method_is_an_expression_to_its_readers() -> None:
    assert isinstance(Heating.much_heat_is_late(), pl.Expr)


def test_pandera_checks_written_pandera_s_way_compile_too() -> None:
    class Both(pa.DataFrameModel):
        a: int
        b: int

        @pa.check("a", "b")
        def is_even(cls, data: pa.PolarsData) -> pl.LazyFrame:
            """It is even."""
            return data.lazyframe.select(pl.col(data.key) % 2 == 0)

        @pa.dataframe_check
        def a_is_below_b(cls, data: pa.PolarsData) -> pl.LazyFrame:
            """a is below b."""
            return data.lazyframe.select(pl.col("a") < pl.col("b"))

    names = [text.rule for text in rules_in_words(Both)]
    assert [name for name in names if "even" in name or "below" in name] == ["a_is_even", "b_is_even", "a_is_below_b"]


def _model(**body: object) -> type[pa.DataFrameModel]:
    return type("Wrong", (pa.DataFrameModel,), {"__annotations__": {"a": int, "b": float}, **body})


def _says(text: str, expression: pl.Expr) -> object:
    def judge(cls: type) -> pl.Expr:
        return expression

    judge.__doc__ = text
    return rule(judge)


def _collects(cls: type, data: pa.PolarsData) -> bool:
    """It looks at everything at once."""
    return data.lazyframe.collect().height > 0


def _one_by_one(cls: type, value: int) -> bool:
    """Each value by itself."""
    return value > 0


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"r": _says("", pl.col("a") > 0)}, "docstring"),
        ({"r": _says("x", pl.col("c") > 0)}, "no such column: c"),
        ({"r": _says("x", pl.col("a") + 1)}, "one yes or no for each row"),
        ({"r": _says("x", pl.col("a").sum() > 0)}, "one yes or no for each row"),
        ({"r": _says("x", pl.all() > 0)}, "one by one"),
        ({"r": _says("x", pl.any_horizontal(pl.all()) | (pl.col("a") > 0))}, "one by one"),
        ({"r": _says("x", pl.lit(value=True))}, "one by one"),
        ({"r": _says("x", pl.col("a").str.contains("1"))}, "polars cannot run it"),
        ({"r": pa.dataframe_check(_collects)}, "did not return an expression"),
        ({"r": pa.check("a", element_wise=True)(_one_by_one)}, "single Python values"),
        ({"a": pa.Field(unique_values_eq={1, 2})}, "whole column"),
        ({"a": pa.Field(str_matches="x")}, "polars cannot run it"),
        ({"a": pa.Field(default=0)}, "default"),
        ({"a": pa.Field(regex=True)}, "regex"),
        ({"Config": type("Config", (), {"unique": ["a", "z"]})}, "pandera refuses|no such column: z"),
        ({"Config": type("Config", (), {"drop_invalid_rows": True})}, "drop_invalid_rows"),
        ({"Config": type("Config", (), {"strict": "filter"})}, "filter"),
        ({"Config": type("Config", (), {"ordered": True})}, "ordered"),
        ({"__annotations__": {"a": pl.Enum(["x"])}}, "isin"),
    ],
)
def test_what_cannot_be_compiled_is_refused_with_its_reason(body: dict[str, object], reason: str) -> None:
    with pytest.raises(StadtlandError, match=reason) as caught:
        compile_schema(_model(**body))
    assert caught.value.code == "schema-not-compilable"


def test_two_limits_of_one_kind_have_two_names() -> None:
    class Twice(pa.DataFrameModel):
        a: int = pa.Field(ge=0)

        @pa.check("a", name="a_is_at_least")
        def another(cls, data: pa.PolarsData) -> pl.LazyFrame:
            """a is at least one."""
            return data.lazyframe.select(pl.col(data.key) >= 1)

    names = [text.rule for text in rules_in_words(Twice)]
    assert len(set(names)) == len(names)
    assert {"a_is_at_least", "a_is_at_least_2"} <= set(names)


def test_a_schema_compiles_although_pandera_built_it_before() -> None:
    class Seen(pa.DataFrameModel):
        a: str = pa.Field(str_matches="x")

    Seen.to_schema()
    assert [text.rule for text in rules_in_words(Seen)] == ["a_is_present", "a_is_well_formed"]
