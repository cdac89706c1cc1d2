"""Who cooperates, for how long, and for which purpose on which legal basis."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from schemas.agreement.base import Strict


class Validity(Strict):
    """First and last day of the cooperation, both included."""

    start: date = Field(alias="from", description="First day on which data may flow.")
    until: date = Field(description="Last day on which data may flow.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Validity:
        if self.until < self.start:
            raise ValueError(f"until {self.until} lies before from {self.start}")
        return self


class Officer(Strict):
    """A data protection officer, as a role that can be reached; keys are public ones."""

    contact: str | None = None
    public_key: str | None = None


class Party(Strict):
    """One side of the cooperation."""

    role: Literal["state", "city", "municipality", "region", "federation", "utility", "agency"]
    name: str
    municipality_code: str | None = Field(default=None, pattern=r"^(?:\d{5}|\d{8})$")
    contact: str | None = Field(default=None, description="A function address, not a person.")
    data_protection_officer: Officer | None = None
    recipient_key: str | None = None


class Purpose(Strict):
    """Why data flow, and the law that allows it (a purpose without a legal basis is refused)."""

    text: str
    legal_basis: list[str] = Field(
        min_length=1, description="DPV terms such as eu-gdpr:A6-1-e, or eu-gdpr:none-anonymous."
    )
    reference: str | None = None
