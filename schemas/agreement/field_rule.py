"""What becomes of one field on its way out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from schemas.agreement.base import Reference, Strict


class BuiltHierarchy(Strict):
    """A generalisation hierarchy built from the values: exactly one of the four ways."""

    intervals: list[float] | None = Field(default=None, description="Widths, each a multiple of the one before.")
    digits: list[int] | None = Field(default=None, description="Leading characters kept per level, falling.")
    dates: list[Literal["day", "month", "quarter", "year", "decade"]] | None = None
    grid: list[int] | None = Field(default=None, description="Sizes (m) of coarser ETRS-LAEA cells; values are codes.")
    origin: float = Field(default=0.0, description="Where intervals start.")

    @model_validator(mode="after")
    def _exactly_one(self) -> BuiltHierarchy:
        if sum(way is not None for way in (self.intervals, self.digits, self.dates, self.grid)) != 1:
            raise ValueError("give exactly one of intervals, digits, dates, grid")
        return self


ReleaseRule = Literal["never", "as-is", "pseudonym", "generalise", "top-code", "bottom-code", "round"]


class FieldRule(Strict):
    """What becomes of one field. `never` means: used for linking or checking only, or just named and refused."""

    release: ReleaseRule
    column: str | None = Field(default=None, description="The provider's header, where it differs from the field name.")
    unit: str | None = Field(default=None, description="The provider's unit, where it differs from the schema's.")
    hierarchy: str | BuiltHierarchy | None = Field(default=None, description="For generalise.")
    at: float | str | None = Field(default=None, description="For top-code and bottom-code: a number, or p99.")
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
