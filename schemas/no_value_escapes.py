"""A border that polars' own messages do not cross, because they can quote the data of a failed query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from schemas.errors import StadtlandError


@contextmanager
def no_value_escapes(what: str) -> Iterator[None]:
    """Whatever polars raises inside becomes `check-broke-off`, which names `what` was checked and the kind of error."""
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise StadtlandError("check-broke-off", schema=what, kind=type(error).__name__) from None
