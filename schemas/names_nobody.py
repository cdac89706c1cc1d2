"""The rule that a column names neither a person nor a way to reach one, for every column in which one could stand."""

from __future__ import annotations

from typing import Any

import polars as pl

from schemas import contact
from schemas.rule import rule


def names_nobody(column: str, de: str, en: str, *, is_sentence: bool = False) -> Any:
    """The rule of one schema on one `column`, which `de` and `en` call by its name: `Die Stadt`, `The city`.

    `is_sentence`: a given name with a surname is a person there, too, which in an organisation's name it need not be.
    One rule a column: a rule that needs a column which was not agreed upon does not run.
    """
    holds = contact.holds_person if is_sentence else contact.holds_contact

    def judge(_cls: Any) -> pl.Expr:
        return ~holds(column)

    judge.__name__ = f"{column}_names_nobody"
    judge.__doc__ = f"{en} names neither a person nor a contact."
    return rule(de=f"{de} nennt weder Mensch noch Kontakt.")(judge)
