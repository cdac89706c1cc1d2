"""The option `--decimal`, and what the numbers of one file tell about their decimal mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import polars as pl

DECIMAL_HELP = "Decimal mark (. or ,) of files whose numbers do not tell it, as 1.440 alone."


def stated_decimal(written: str | None) -> str | None:
    """`.`, `,` or nothing; also by name. Anything else is wrong use of the command line."""
    mark = {"point": ".", "punkt": ".", "comma": ",", "komma": ","}.get((written or "").lower(), written)
    if mark not in (None, ".", ","):
        raise typer.BadParameter("write . or ,", param_hint="--decimal")
    return mark


def decimal_of_all(frames: Iterable[pl.DataFrame]) -> str | None:
    """The decimal mark that tables of one publisher tell, where those that tell one agree."""
    told = {it["decimal"] for frame in frames if (it := decimal_told(frame))["is_told"]}
    return str(told.pop()) if len(told) == 1 else None


def decimal_told(frame: pl.DataFrame, stated: str | None = None) -> dict[str, str | bool | None]:
    """The mark that all numbers of the file tell together, with the column that told it; None where they disagree.

    They may disagree in columns that no rule reads (numbers of chapters, say); in those that a rule reads the audit
    refuses them.
    """
    from schemas.errors import StadtlandError
    from schemas.number_marks import number_marks

    try:
        marks = number_marks(frame.to_dict(as_series=False), "", decimal=stated)
    except StadtlandError as error:
        return {"decimal": None, "decimal_told_by": error.code, "is_told": False}
    return {"decimal": marks.decimal, "decimal_told_by": marks.told_by, "is_told": marks.is_told}
