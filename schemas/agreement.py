"""The typed language of an agreement: what may flow, from whom, for what, in which form.

One `Agreement` is one cooperation and one YAML. Default deny: an unknown key is refused, an unnamed field never
enters, an unnamed table never leaves. The meaning across datasets and schemas (does the field exist, can the rule
apply to its type) is checked by `config.load`; this file says what can be written at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$", max_length=63)]
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=63)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Duration = Annotated[str, StringConstraints(pattern=r"^P(?:\d+Y)?(?:\d+M)?(?:\d+D)?$", min_length=3)]
Reference = Annotated[str, StringConstraints(pattern=r"^(?:env|file):.+$")]
"""A secret by reference, never by value: `env:NAME` or `file:/path`."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class Validity(_Strict):
    """First and last day of the cooperation, both included."""

    start: date = Field(alias="from", description="First day on which data may flow.")
    until: date = Field(description="Last day on which data may flow.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Validity:
        if self.until < self.start:
            raise ValueError(f"until {self.until} lies before from {self.start}")
        return self


class Officer(_Strict):
    """A data protection officer, as a role that can be reached; keys are public ones."""

    contact: str | None = None
    public_key: str | None = None


class Party(_Strict):
    """One side of the cooperation."""

    role: Literal["state", "city", "municipality", "region", "federation", "utility", "agency"]
    name: str
    municipality_code: str | None = Field(default=None, pattern=r"^(?:\d{5}|\d{8})$")
    contact: str | None = Field(default=None, description="A function address, not a person.")
    data_protection_officer: Officer | None = None
    recipient_key: str | None = None


class Purpose(_Strict):
    """Why data flow, and the law that allows it (a purpose without a legal basis is refused)."""

    text: str
    legal_basis: list[str] = Field(
        min_length=1, description="DPV terms such as eu-gdpr:A6-1-e, or eu-gdpr:none-anonymous."
    )
    reference: str | None = None


class TextFormat(_Strict):
    """How the provider writes values as text."""

    decimal: Literal[".", ","] = "."
    thousands: Literal[".", ",", " ", "'", ""] = ""
    date_format: str = Field(default="%Y-%m-%d", description="strftime pattern of dates.")
    datetime_format: str = Field(default="%Y-%m-%d %H:%M:%S", description="strftime pattern of dates with time.")
    missing: list[str] = Field(default_factory=lambda: [""], description="Texts that mean: no value.")

    @model_validator(mode="after")
    def _marks_differ(self) -> TextFormat:
        if self.decimal == self.thousands:
            raise ValueError(f"decimal and thousands marks are both {self.decimal!r}")
        return self


class CsvSource(TextFormat):
    """Delimited text: one file or a glob of files with one header (`counts/*/2023-*.csv`)."""

    kind: Literal["csv"]
    path: str
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quote: str | None = Field(default='"', max_length=1)
    preamble_rows: int = Field(default=0, ge=0, description="Lines before the header.")
    footer_rows: int = Field(default=0, ge=0, description="Lines after the last row.")
    compression: Literal["none", "gzip", "bz2", "zstd"] = "none"
    columns_by: Literal["name", "position"] = Field(
        default="name", description="Position when headers differ from file to file."
    )
    file_name_column: str | None = Field(
        default=None, description="Take the path below the glob's fixed part as a column."
    )


class ParquetSource(_Strict):
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


class PostgresqlSource(_Strict):
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


class BuiltHierarchy(_Strict):
    """A generalisation hierarchy built from the values: exactly one of the three ways."""

    intervals: list[float] | None = Field(default=None, description="Widths, each a multiple of the one before.")
    digits: list[int] | None = Field(default=None, description="Leading characters kept per level, falling.")
    dates: list[Literal["day", "month", "quarter", "year", "decade"]] | None = None
    origin: float = Field(default=0.0, description="Where intervals start.")

    @model_validator(mode="after")
    def _exactly_one(self) -> BuiltHierarchy:
        if sum(way is not None for way in (self.intervals, self.digits, self.dates)) != 1:
            raise ValueError("give exactly one of intervals, digits, dates")
        return self


ReleaseRule = Literal["never", "as-is", "pseudonym", "generalise", "top-code", "bottom-code", "round"]


class FieldRule(_Strict):
    """What becomes of one field. `never` means: used for linking or checking only, or just named and refused."""

    release: ReleaseRule
    column: str | None = Field(default=None, description="The provider's header, where it differs from the field name.")
    unit: str | None = Field(default=None, description="The provider's unit, where it differs from the schema's.")
    hierarchy: str | BuiltHierarchy | None = Field(default=None, description="For generalise.")
    at: float | str | None = Field(
        default=None, description="For top-code and bottom-code: a number or a percentile such as p99."
    )
    to: float | None = Field(default=None, gt=0, description="For round: the base.")
    key: Reference | None = Field(default=None, description="For pseudonym: the key by reference.")
    sensitive: bool = Field(default=False, description="l-diversity and t-closeness protect this field.")
    quasi_identifier: bool = Field(default=False, description="An as-is field that counts in k.")
    reason: str | None = None

    @model_validator(mode="after")
    def _rule_has_what_it_needs(self) -> FieldRule:
        needs: dict[str, tuple[ReleaseRule, ...]] = {
            "hierarchy": ("generalise",),
            "at": ("top-code", "bottom-code"),
            "to": ("round",),
            "key": ("pseudonym",),
        }
        for name, rules in needs.items():
            given = getattr(self, name) is not None
            if self.release in rules and not given:
                raise ValueError(f"release {self.release} needs {name}")
            if given and self.release not in rules:
                raise ValueError(f"{name} belongs to release {' or '.join(rules)}, not to {self.release}")
        if self.sensitive and (self.quasi_identifier or self.release == "generalise"):
            raise ValueError("a field is either sensitive or a quasi-identifier, not both")
        if self.quasi_identifier and self.release == "never":
            raise ValueError("a field that is never released cannot be a quasi-identifier")
        return self

    @field_validator("at")
    @classmethod
    def _percentile(cls, value: float | str | None) -> float | str | None:
        if isinstance(value, str) and not (
            value[:1] == "p" and value[1:].replace(".", "", 1).isdigit() and 0 < float(value[1:]) < 100
        ):
            raise ValueError("at takes a number, or a percentile between p0 and p100 such as p99")
        return value

    @property
    def in_k(self) -> bool:
        """Whether the field is one of the quasi-identifiers that k-anonymity counts."""
        return self.release == "generalise" or self.quasi_identifier


class Protection(_Strict):
    """The promise for one dataset of personal data: measured again from the final bytes."""

    k: int = Field(ge=2, description="Rows per class of quasi-identifiers, at least.")
    l: int = Field(default=1, ge=1, description="Distinct sensitive values per class, at least.")  # noqa: E741 - the model's own name
    suppress_at_most: Share = 0.0
    metric: Literal["loss", "non-uniform-entropy", "discernibility", "average-class-size"] = "loss"
    reason: str = Field(description="The law or the decision behind the numbers.")


class Tolerance(_Strict):
    """What a broken rule does: `stop` the run, `quarantine` the rows, or `warn` and keep them."""

    effect: Literal["stop", "quarantine", "warn"] = "quarantine"
    at_most: Share = Field(
        default=1.0, description="Share of rows that may break it before the run stops all the same."
    )
    reason: str | None = None


class Dataset(_Strict):
    """One dataset that one party provides to the exchange."""

    provider: Key
    purpose: Key
    title: str | None = None
    described_by: TableName | None = Field(
        default=None, alias="schema", description="Stem in schemas/received; the dataset's own key if absent."
    )
    source: Source
    fields: dict[Key, FieldRule] = Field(min_length=1)
    protection: Protection | None = None
    tolerances: dict[str, Tolerance] = Field(default_factory=dict, description="By rule name; '*' for all others.")


class CellRule(_Strict):
    """Suppression of small cells in one released table."""

    count: Key = Field(description="The column that counts the units (persons, buildings) behind a row.")
    minimum: int = Field(ge=2)
    values: list[Key] = Field(default_factory=list, description="Columns that are blanked together with the count.")
    zeros_are_safe: bool = Field(default=True, description="A structural zero tells nothing about anybody.")
    reason: str


class Result(_Strict):
    """One result to compute: `transforms/results/<name>.py`, its parameters chosen here."""

    name: TableName
    parameters: dict[str, Any] = Field(default_factory=dict)


class Progress(_Strict):
    """What is reported while the cooperation runs."""

    every: Literal["month", "quarter", "half-year", "year"]
    tables: list[TableName] = Field(min_length=1)


class Handover(_Strict):
    """What leaves, to whom and where. A table that is not named here never leaves."""

    to: list[str] = Field(min_length=1, description="s3://bucket/prefix, or folder:PATH relative to the run's folder.")
    recipients: list[Key] = Field(min_length=1)
    tables: list[TableName] = Field(min_length=1)
    formats: list[Literal["parquet"]] = Field(default_factory=lambda: ["parquet"])

    @field_validator("to")
    @classmethod
    def _known_ways_out(cls, value: list[str]) -> list[str]:
        for target in value:
            if not target.startswith(("s3://", "folder:")):
                raise ValueError(f"{target!r} is neither s3://bucket/prefix nor folder:PATH")
        return value


class Learning(_Strict):
    """The public release rule of the learning package."""

    minimum_cell: int = Field(ge=3)


class Retention(_Strict):
    """How long each zone keeps data, as ISO 8601 durations."""

    received: Duration = "P90D"
    protected: Duration = "P2Y"
    handover: Duration = "P10Y"


class Agreement(_Strict):
    """One cooperation between parties, for a limited time."""

    agreement: Key = Field(description="Its key; also names folders and object prefixes.")
    version: int = Field(ge=1)
    title: str
    valid: Validity
    parties: dict[Key, Party] = Field(min_length=2)
    purposes: dict[Key, Purpose] = Field(min_length=1)
    datasets: dict[Key, Dataset] = Field(min_length=1)
    results: list[Result] = Field(default_factory=list)
    small_cells: dict[TableName, CellRule] = Field(default_factory=dict, description="By released table.")
    progress: Progress | None = None
    handover: Handover
    learning: Learning | None = None
    retention: Retention = Retention()
    approvals: list[Key] = Field(default_factory=list)

    @field_validator("results", mode="before")
    @classmethod
    def _short_results(cls, value: Any) -> Any:
        """`- ghg_balance` and `- ghg_balance: {factors: bisko}` are both how people write it."""
        if not isinstance(value, list):
            return value
        return [_as_result(item) for item in value]

    @model_validator(mode="after")
    def _names_point_somewhere(self) -> Agreement:
        wrong: list[str] = []
        for key, dataset in self.datasets.items():
            if dataset.provider not in self.parties:
                wrong.append(f"datasets.{key}.provider: no party {dataset.provider!r}")
            if dataset.purpose not in self.purposes:
                wrong.append(f"datasets.{key}.purpose: no purpose {dataset.purpose!r}")
        for where, names in (("handover.recipients", self.handover.recipients), ("approvals", self.approvals)):
            wrong += [f"{where}: no party {name!r}" for name in names if name not in self.parties]
        leaves = set(self.handover.tables)
        produced = {result.name for result in self.results} | set(self.datasets)
        wrong += [f"handover.tables: nothing here produces {name!r}" for name in sorted(leaves - produced)]
        wrong += [f"small_cells: nothing here produces {name!r}" for name in sorted(set(self.small_cells) - produced)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def _as_result(item: Any) -> Any:
    if isinstance(item, str):
        return {"name": item}
    if isinstance(item, Mapping) and len(item) == 1 and "name" not in item:
        ((name, parameters),) = item.items()
        return {"name": name, "parameters": parameters or {}}
    return item
