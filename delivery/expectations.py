"""A released schema as expectations: one `Expectation` is one sentence that another program can judge by itself.

Generated from the pandera model alone, not from our own compiled rules: two programs that share a translation share
its mistakes. What the other program cannot say is named in `not_expressible`, never left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    import pandera.polars as pa


@dataclass(frozen=True)
class Expectation:
    """One expectation by its Great Expectations class: what it is about, and its arguments (limits, never a value)."""

    kind: str
    about: str
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How a report calls it."""
        return f"{self.kind}:{self.about}"


@dataclass(frozen=True)
class Expectations:
    """All expectations of one table: on its values, on the types in its footer, and the rules that have none."""

    of_values: tuple[Expectation, ...]
    of_types: tuple[Expectation, ...]
    not_expressible: tuple[str, ...]


def expectations(
    schema: type[pa.DataFrameModel], *, columns: Sequence[str] | None = None, rows: int | None = None
) -> Expectations:
    """The schema, cut to `columns` where these are given, as expectations; with `rows`, the number of rows as well."""
    model = schema.to_schema()
    described = {name: one for name, one in model.columns.items() if columns is None or name in columns}
    values = [Expectation("ExpectTableColumnsToMatchOrderedList", "columns", {"column_list": list(described)})]
    if rows is not None:
        values.append(Expectation("ExpectTableRowCountToEqual", "rows", {"value": rows}))
    types: list[Expectation] = []
    silent: list[str] = []
    for name, column in described.items():
        types.append(_type(name, column.dtype.type))
        if not column.nullable:
            values.append(Expectation("ExpectColumnValuesToNotBeNull", name, {"column": name}))
        if column.unique:
            values.append(Expectation("ExpectColumnValuesToBeUnique", name, {"column": name}))
        for check in column.checks:
            found = None if check.raise_warning else _limit(name, check.name, check.statistics or {})
            silent += [] if found else [f"{name}:{check.name}"]
            values += [found] if found else []
    for keys in _keys(model.unique):
        if set(keys) <= set(described):
            values.append(_unique(keys))
        else:
            silent.append("unique:" + "+".join(keys))
    silent += [str(check.name) for check in model.checks]
    return Expectations(tuple(values), tuple(types), tuple(silent))


def _type(name: str, dtype: Any) -> Expectation:
    """The column's type in the file's footer, by its Arrow name: a value cannot show how wide its column is."""
    kind = dtype() if isinstance(dtype, type) else dtype
    if kind in (pl.Categorical, pl.Enum, pl.String):
        allowed = ["string", "large_string", "string_view"]
    else:
        allowed = [str(pl.Series([], dtype=kind).to_arrow(compat_level=pl.CompatLevel.oldest()).type)]
    return Expectation("ExpectColumnValuesToBeInSet", name, {"column": name, "value_set": allowed})


def _limit(column: str, check: str | None, given: Mapping[str, Any]) -> Expectation | None:
    """A built-in pandera check as an expectation; None for any other."""

    def expect(kind: str, **arguments: Any) -> Expectation:
        return Expectation(kind, column, {"column": column, **arguments})

    match check:
        case "greater_than" | "greater_than_or_equal_to":
            least = given["min_value"]
            return expect("ExpectColumnValuesToBeBetween", min_value=least, strict_min=check == "greater_than")
        case "less_than" | "less_than_or_equal_to":
            most = given["max_value"]
            return expect("ExpectColumnValuesToBeBetween", max_value=most, strict_max=check == "less_than")
        case "in_range":
            return expect(
                "ExpectColumnValuesToBeBetween",
                min_value=given["min_value"],
                max_value=given["max_value"],
                strict_min=not given.get("include_min", True),
                strict_max=not given.get("include_max", True),
            )
        case "equal_to":
            return expect("ExpectColumnValuesToBeInSet", value_set=[given["value"]])
        case "not_equal_to":
            return expect("ExpectColumnValuesToNotBeInSet", value_set=[given["value"]])
        case "isin":
            return expect("ExpectColumnValuesToBeInSet", value_set=list(given["allowed_values"]))
        case "notin":
            return expect("ExpectColumnValuesToNotBeInSet", value_set=list(given["forbidden_values"]))
        case "str_length":
            exact = given.get("exact_value")
            least, most = (exact, exact) if exact is not None else (given.get("min_value"), given.get("max_value"))
            return expect("ExpectColumnValueLengthsToBeBetween", min_value=least, max_value=most)
    pattern = _pattern(check, given)
    return None if pattern is None else expect("ExpectColumnValuesToMatchRegex", regex=pattern)


def _pattern(check: str | None, given: Mapping[str, Any]) -> str | None:
    match check:
        case "str_matches":
            text = _regex(given["pattern"])
            return text if text.startswith("^") else f"^{text}"
        case "str_contains":
            return _regex(given["pattern"])
        case "str_startswith":
            return f"^{re.escape(given['string'])}"
        case "str_endswith":
            return f"{re.escape(given['string'])}$"
    return None


def _regex(pattern: str | re.Pattern[str]) -> str:
    return pattern.pattern if isinstance(pattern, re.Pattern) else pattern


def _keys(unique: Any) -> Iterator[list[str]]:
    """pandera takes one key as a list of columns, several keys as a list of such lists."""
    given = unique or []
    yield from [given] if given and all(isinstance(key, str) for key in given) else given


def _unique(keys: Sequence[str]) -> Expectation:
    if len(keys) == 1:
        return Expectation("ExpectColumnValuesToBeUnique", keys[0], {"column": keys[0]})
    # "never": two rows that both lack a part of the key are the same key twice, as our own check has it.
    arguments = {"column_list": list(keys), "ignore_row_if": "never"}
    return Expectation("ExpectCompoundColumnsToBeUnique", "+".join(keys), arguments)
