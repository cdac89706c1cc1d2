"""A text as it may leave: withheld whole where an address, a telephone number or a person's name stands in it."""

from __future__ import annotations

import polars as pl

from schemas.deal_words import CONTACT, PERSON

TEXTS = ("title", "commitment", "kpi", "evidence")


def holds_contact(column: str) -> pl.Expr:
    """Whether the text shows a mail address, a telephone number or a person behind a title or form of address."""
    text = pl.col(column)
    return (text.str.contains(CONTACT) | text.str.contains(PERSON)).fill_null(False)


def without_contact(deals: pl.LazyFrame) -> pl.LazyFrame:
    """The same rows; a text that holds a contact is null, and `withheld` names the columns it happened to."""
    schema = deals.collect_schema()
    texts = [name for name in TEXTS if name in schema and schema[name] == pl.String]
    named = [pl.when(holds_contact(name)).then(pl.lit(name)) for name in texts]
    withheld = pl.concat_str(named, separator=", ", ignore_nulls=True) if named else pl.lit("")
    return deals.with_columns(withheld=withheld.replace("", None)).with_columns(
        pl.when(~holds_contact(name)).then(pl.col(name)).alias(name) for name in texts
    )
