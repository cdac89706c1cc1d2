"""A rule on one table is one method in its schema: the name is the rule's name, the docstring the rule's sentence.

    class Heating(pa.DataFrameModel):
        energy_mwh: float = fields.energy_mwh()
        area_m2: float = fields.measure("Wohnfläche", "Living area", unit="m2")

        @rule(de="Der Verbrauch je Quadratmeter ist plausibel.")
        def energy_fits_the_area(cls) -> pl.Expr:
            "Energy per square metre is plausible."
            return pl.col("energy_mwh") <= pl.col("area_m2")

The method says when a row passes: one boolean per row, from that row. A missing part of it (null) passes, because
whether a value may be missing is another rule's business. pandera itself runs the same method on `Heating.validate`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, overload

import pandera.polars as pa
import polars as pl

Judgement = Callable[[Any], pl.Expr]


@overload
def rule(method: Judgement) -> Any: ...
@overload
def rule(*, de: str | None = None, warns: bool = False) -> Callable[[Judgement], Any]: ...
def rule(method: Judgement | None = None, *, de: str | None = None, warns: bool = False) -> Any:
    """One rule of one schema: marks a method that returns the polars expression under which a row passes.

    `de` is the sentence in German (the docstring is the English one); `warns` keeps the rows that break it.
    """

    def mark(judge: Judgement) -> Any:
        @wraps(judge)
        def judged(cls: Any, data: Any = None) -> Any:
            passes = judge(cls)
            return passes if data is None else data.lazyframe.select(passes)

        return pa.dataframe_check(title=de, raise_warning=warns)(judged)

    return mark if method is None else mark(method)
