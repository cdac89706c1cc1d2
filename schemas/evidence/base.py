"""What every part of the evidence is made of: strict, frozen, with derived numbers that must follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, StringConstraints, model_validator

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Number = int | float
Digits = Annotated[str, StringConstraints(pattern=r"^-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?$")]
"""An exact number as text, as Python's `str` of an int or a Decimal and `repr` of a float write it."""
Verdict = Literal["passed", "failed", "warned", "not-run"]
Effect = Literal["stop", "quarantine", "warn"]
PrivacyClass = Literal["identifier", "quasi-identifier", "sensitive", "measure", "public"]
Status = Literal["measured", "computed", "interpolated", "published", "missing", "suppressed"]


class Strict(BaseModel):
    """Unknown keys refused, unchangeable, no NaN or infinity.

    Derived numbers are `@computed_field` properties; mypy knows no decorator on a property, hence the ignores there.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)

    @model_validator(mode="wrap")
    @classmethod
    def _derived_numbers_agree(cls, data: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        """Read back, a document may carry the derived numbers; they must be the ones that follow from the others."""
        if not isinstance(data, Mapping):
            return handler(data)
        derived = cls.model_computed_fields
        made = handler({name: value for name, value in data.items() if name not in derived})
        stated = {name: data[name] for name in derived if name in data}
        if stated:
            follows = made.model_dump(mode="json")
            wrong = sorted(name for name, value in stated.items() if value != follows[name])
            if wrong:
                raise ValueError(f"{', '.join(wrong)}: stated, but does not follow from the rest")
        return made


class Text(Strict):
    """One sentence in both languages."""

    de: str
    en: str
