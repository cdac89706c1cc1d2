"""All rules of one schema in plain words, one `RuleText` per rule, in the order in which a check reports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.check_report import RuleText
from schemas.compile import compile_schema

if TYPE_CHECKING:
    import pandera.polars as pa


def rules_in_words(schema: type[pa.DataFrameModel]) -> tuple[RuleText, ...]:
    """Every rule of the schema, of columns first; `schema-not-compilable` where a rule cannot be run."""
    return tuple(rule.text for rule in compile_schema(schema).rules)
