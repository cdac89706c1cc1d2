"""The second opinion on one released file: Great Expectations reads the final bytes and judges them by itself.

Only its yes or no is taken, expectation by expectation. Its results, exceptions and logs could carry values, so none
of them leaves this file. It writes nothing, asks nobody, and sends nothing home.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from delivery.expectations import Expectation, expectations
from schemas.errors import StadtlandError
from schemas.evidence import SecondOpinion

if TYPE_CHECKING:
    import pandera.polars as pa

TOOL = "Great Expectations"


def second_opinion(
    path: Path,
    schema: type[pa.DataFrameModel],
    *,
    own_rows_failed: int,
    columns: Sequence[str] | None = None,
    rows: int | None = None,
) -> SecondOpinion:
    """What Great Expectations says about the Parquet file at `path`, held to `schema` (cut to `columns` if given).

    `own_rows_failed` are the rows that our own check refused in the same file: whether both programs accept it, or
    both refuse it, is `agrees`. `rows` is the number of rows the file must have. An expectation that cannot be
    evaluated (its column is not there) has failed. A file that is no Parquet is `second-opinion-unreadable`.

    The first call imports Great Expectations and pandas, which takes 5 to 10 seconds.
    """
    values, types = _read(path)
    asked = expectations(schema, columns=columns, rows=rows)
    version, judge = _great_expectations()
    failed = [one.name for one, met in judge(values, asked.of_values) if not met]
    failed += [f"{one.name}:type" for one, met in judge(types, asked.of_types) if not met]
    evaluated = len(asked.of_values) + len(asked.of_types)
    return SecondOpinion(
        tool=TOOL,
        version=version,
        evaluated=evaluated,
        successful=evaluated - len(failed),
        failed=tuple(failed),
        not_expressible=asked.not_expressible,
        own_rows_failed=own_rows_failed,
    )


def _read(path: Path) -> tuple[Any, Any]:
    """The file's rows in pandas, and one row with the Arrow type of each column as its footer says."""
    import pandas
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            footer = file.schema_arrow
            # Arrow types, not numpy's: a missing whole number stays missing and does not turn its column into floats.
            values = file.read().to_pandas(types_mapper=pandas.ArrowDtype, ignore_metadata=True)
    except (OSError, pyarrow.ArrowException):
        raise StadtlandError("second-opinion-unreadable", table=path.stem) from None
    return values, pandas.DataFrame({field.name: [str(field.type)] for field in footer})


def _great_expectations() -> tuple[str, Any]:
    """Its version, and a function that judges a frame by expectations; one yes or no each, in their order."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read at import
    log = logging.getLogger("great_expectations")
    if not log.handlers:
        # A metric that fails is logged with its traceback, and a traceback may quote a value.
        log.addHandler(logging.NullHandler())
        log.propagate = False
    with warnings.catch_warnings():
        # It imports two modules of the standard library that Python 3.11 calls deprecated.
        warnings.filterwarnings("ignore", "module 'sre_(constants|parse)' is deprecated", DeprecationWarning)
        import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("final bytes")

    def judge(frame: Any, asked: Sequence[Expectation]) -> list[tuple[Expectation, bool]]:
        suite = gx.ExpectationSuite(name="released schema")
        for number, one in enumerate(asked):
            suite.add_expectation(getattr(gx.expectations, one.kind)(**one.arguments, meta={"number": number}))
        asset = source.add_dataframe_asset(f"table {len(source.assets)}")
        batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
        found = batch.validate(suite, result_format="BOOLEAN_ONLY").results
        # It answers in an order of its own; an expectation without an answer was not met.
        met = {one.expectation_config.meta["number"]: one.success is True for one in found if one.expectation_config}
        return [(one, met.get(number, False)) for number, one in enumerate(asked)]

    return str(gx.__version__), judge
