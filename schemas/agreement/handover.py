"""What is computed, what leaves, to whom, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from schemas.agreement.base import ColumnName, Duration, Key, Strict, TableName
from schemas.chart_tables import CHART_TABLES


class Result(Strict):
    """One result to compute: `transforms/results/<name>.py`, its parameters chosen here."""

    name: TableName
    parameters: dict[str, Any] = Field(default_factory=dict)


def _as_results(value: Any) -> Any:
    return [_as_result(item) for item in value] if isinstance(value, list) else value


def _as_result(item: Any) -> Any:
    if isinstance(item, str):
        return {"name": item}
    if isinstance(item, Mapping) and len(item) == 1 and "name" not in item:
        ((name, parameters),) = item.items()
        return {"name": name, "parameters": parameters or {}}
    return item


Results = Annotated[list[Result], BeforeValidator(_as_results)]
"""`- partner_shares` and `- ghg_balance: {factor_set: bisko-2019}` are both how people write it."""


class Progress(Strict):
    """What is reported while the cooperation runs."""

    every: Literal["month", "quarter", "half-year", "year"]
    tables: list[TableName] = Field(min_length=1)


class Handover(Strict):
    """What leaves, to whom and where. A table that is not named here never leaves."""

    to: list[str] = Field(min_length=1, description="s3://bucket/prefix, or folder:PATH relative to the run's folder.")
    recipients: list[Key] = Field(min_length=1)
    tables: list[TableName] = Field(min_length=1)
    formats: tuple[Literal["parquet"], ...] = ("parquet",)
    charts: bool | list[TableName] = Field(
        default=False,
        description="Pictures (SVG, their rows as CSV) of tables that leave: all that have one, or those named.",
    )

    @property
    def drawn(self) -> tuple[str, ...]:
        """The tables that leave with pictures, in their order."""
        wanted = CHART_TABLES if self.charts is True else self.charts or ()
        return tuple(table for table in self.tables if table in wanted)

    @model_validator(mode="after")
    def _pictures_of_what_leaves(self) -> Handover:
        for table in self.charts if isinstance(self.charts, list) else ():
            if table not in self.tables:
                raise ValueError(f"charts: {table} does not leave; tables: {', '.join(self.tables)}")
            if table not in CHART_TABLES:
                raise ValueError(f"charts: {table} has no picture; there are: {', '.join(CHART_TABLES)}")
        return self

    @field_validator("to")
    @classmethod
    def _known_ways_out(cls, value: list[str]) -> list[str]:
        for target in value:
            if not target.startswith(("s3://", "folder:")):
                raise ValueError(f"{target!r} is neither s3://bucket/prefix nor folder:PATH")
        return value


class Learning(Strict):
    """The public release rule of the learning package: what may go to everybody."""

    minimum_cell: int = Field(ge=3, description="No count from 1 to one less is shown in public.")
    tables: list[TableName] = Field(
        default_factory=list, description="Tables of the handover that are public. One that is not named here is not."
    )
    texts: dict[TableName, list[ColumnName]] = Field(
        default_factory=dict, description="Columns of free text that may be published, by table; no other is."
    )


class Retention(Strict):
    """How long each zone keeps data, as ISO 8601 durations."""

    received: Duration = "P90D"
    protected: Duration = "P2Y"
    handover: Duration = "P10Y"
