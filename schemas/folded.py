"""How a word is looked up in a list of the house's own words, however its sender writes it."""

from __future__ import annotations

import polars as pl


def folded(column: str) -> pl.Expr:
    """The text in lower case, `_` and `-` as blanks, single blanks."""
    return (
        pl.col(column).str.to_lowercase().str.replace_all(r"[_-]", " ").str.replace_all(r"\s+", " ").str.strip_chars()
    )
