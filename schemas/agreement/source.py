"""Where a dataset comes from and how its provider writes it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from schemas.agreement.base import Reference, Strict

AsWritten = Annotated[str, StringConstraints(strip_whitespace=False)]
"""Text whose blanks mean something: a tab that delimits, a blank that stands for no value."""


class TextFormat(Strict):
    """How the provider writes values as text."""

    decimal: Literal[".", ","] = "."
    thousands: Literal[".", ",", " ", "'", ""] = ""
    date_format: str = Field(default="%Y-%m-%d", description="strftime pattern of dates.")
    datetime_format: str = Field(default="%Y-%m-%d %H:%M:%S", description="strftime pattern of dates with time.")
    missing: list[AsWritten] = Field(default_factory=lambda: [""], description="Texts that mean: no value.")

    @model_validator(mode="after")
    def _marks_differ(self) -> TextFormat:
        if self.decimal == self.thousands:
            raise ValueError(f"decimal and thousands marks are both {self.decimal!r}")
        return self


class CsvSource(TextFormat):
    """Delimited text: one file or a glob of files with one header (`counts/*/2023-*.csv`)."""

    kind: Literal["csv"]
    path: str
    encoding: str = Field(default="utf-8", description="A Python codec, or utf-8-twice for UTF-8 encoded twice.")
    delimiter: AsWritten = Field(default=",", min_length=1, max_length=1)
    quote: AsWritten | None = Field(default='"', max_length=1)
    preamble_rows: int = Field(default=0, ge=0, description="Lines before the header.")
    footer_rows: int = Field(default=0, ge=0, description="Lines after the last row.")
    compression: Literal["none", "gzip", "bz2", "zstd"] = "none"
    columns_by: Literal["name", "position"] = Field(default="name", description="Position when headers differ by file.")
    file_name_column: str | None = Field(default=None, description="The path below the glob's fixed part, as a column.")


class ParquetSource(Strict):
    """One Parquet file or a glob of them."""

    kind: Literal["parquet"]
    path: str


class ExcelSource(TextFormat):
    """One sheet of an Excel workbook."""

    kind: Literal["excel"]
    path: str
    sheet: str | int = 0
    preamble_rows: int = Field(default=0, ge=0)
    footer_rows: int = Field(default=0, ge=0)


class JsonSource(TextFormat):
    """Records in JSON (an array, or at `records` as a JSON pointer) or one record per line."""

    kind: Literal["json"]
    path: str
    lines: bool = False
    records: str = Field(default="", description="JSON pointer to the array of records.")


class PostgresqlSource(Strict):
    """One table, view or query of a PostgreSQL database."""

    kind: Literal["postgresql"]
    url: Reference
    table: str | None = None
    query: str | None = None

    @model_validator(mode="after")
    def _one_of_table_and_query(self) -> PostgresqlSource:
        if (self.table is None) == (self.query is None):
            raise ValueError("give either table or query")
        return self


Source = Annotated[CsvSource | ParquetSource | ExcelSource | JsonSource | PostgresqlSource, Field(discriminator="kind")]
