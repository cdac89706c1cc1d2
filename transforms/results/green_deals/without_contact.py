"""A text as it may leave: withheld whole where an address, a telephone number or a person's name stands in it."""

from __future__ import annotations

import polars as pl

from schemas.contact import holds_link, holds_person

TEXTS = ("title", "commitment", "kpi", "evidence")


def without_contact(deals: pl.LazyFrame, *, or_link: bool = False) -> pl.LazyFrame:
    """The same rows; a text that holds a contact is null, and `withheld` names the columns it happened to.

    With `or_link` an address on the web is withheld too: it may lead to a person, and it belongs to this one city.
    """
    schema = deals.collect_schema()
    texts = [name for name in TEXTS if name in schema and schema[name] == pl.String]
    held = {name: holds_person(name) | holds_link(name) if or_link else holds_person(name) for name in texts}
    named = [pl.when(it).then(pl.lit(name)) for name, it in held.items()]
    withheld = pl.concat_str(named, separator=", ", ignore_nulls=True) if named else pl.lit("")
    return deals.with_columns(withheld=withheld.replace("", None)).with_columns(
        pl.when(~it).then(pl.col(name)).alias(name) for name, it in held.items()
    )
