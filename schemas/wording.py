"""The names and sentences of the rules that a schema states by a type or a limit, in German and English."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import polars as pl

_SHOWN = 12
"""More allowed values than these are counted in a sentence, not listed."""
_EXCLUDED = (" (ausgeschlossen)", " (excluded)")


class Phrase(NamedTuple):
    """One kind of rule: what is appended to the column's name, and to its title in each language."""

    name: str
    de: str
    en: str


def readable(dtype: pl.DataType) -> Phrase:
    """That a value can be read as the schema's type without a guess."""
    if dtype.is_integer():
        kind = ("ganze Zahl", "a whole number")
    elif dtype.is_numeric():
        kind = ("Zahl", "a number")
    elif dtype == pl.Boolean:
        kind = ("Ja oder Nein", "yes or no")
    elif dtype == pl.Date:
        kind = ("Datum", "a date")
    elif isinstance(dtype, pl.Datetime):
        kind = ("Zeitpunkt", "a point in time")
    else:
        kind = (str(dtype), str(dtype))
    return Phrase("is_readable", f"ist als {kind[0]} lesbar", f"can be read as {kind[1]}")


PRESENT = Phrase("is_present", "ist angegeben", "is given")
UNIQUE = Phrase("is_unique", "kommt nur einmal vor", "occurs only once")

_LIMITS = {
    "equal_to": Phrase("is_equal", "ist …", "is …"),
    "not_equal_to": Phrase("is_different", "ist nicht …", "is not …"),
    "greater_than": Phrase("is_above", "ist größer als …", "is greater than …"),
    "greater_than_or_equal_to": Phrase("is_at_least", "ist mindestens …", "is at least …"),
    "less_than": Phrase("is_below", "ist kleiner als …", "is less than …"),
    "less_than_or_equal_to": Phrase("is_at_most", "ist höchstens …", "is at most …"),
    "isin": Phrase("is_allowed", "ist zulässig (…)", "is allowed (…)"),
    "notin": Phrase("is_not_forbidden", "ist keines von …", "is none of …"),
    "str_matches": Phrase("is_well_formed", "hat die Form …", "has the form …"),
    "str_contains": Phrase("contains_pattern", "enthält …", "contains …"),
    "str_startswith": Phrase("starts_right", "beginnt mit …", "starts with …"),
    "str_endswith": Phrase("ends_right", "endet auf …", "ends with …"),
}
"""By pandera's name of the check; … stands for the limit."""


def limit(kind: str, given: Mapping[str, Any]) -> Phrase | None:
    """The phrase of one of pandera's own checks with its statistics; None for a check that is not pandera's own."""
    if kind == "in_range":
        return _range(given)
    if kind == "str_length":
        return _length(given)
    if kind not in _LIMITS:
        return None
    value_de, value_en = _both(next(iter(given.values()), None))
    name, de, en = _LIMITS[kind]
    return Phrase(name, de.replace("…", value_de), en.replace("…", value_en))


def form(metadata: Mapping[str, Any]) -> Phrase | None:
    """The words that a field's metadata give for its pattern (`form_de`, `form_en`), which few can read."""
    if "form_de" not in metadata or "form_en" not in metadata:
        return None
    return Phrase("is_well_formed", f"hat die Form: {metadata['form_de']}", f"has the form: {metadata['form_en']}")


def _range(given: Mapping[str, Any]) -> Phrase:
    low, high = _both(given["min_value"]), _both(given["max_value"])
    open_, shut = (("", "") if given.get(key, True) else _EXCLUDED for key in ("include_min", "include_max"))
    return Phrase(
        "is_in_range",
        f"liegt zwischen {low[0]}{open_[0]} und {high[0]}{shut[0]}",
        f"lies between {low[1]}{open_[1]} and {high[1]}{shut[1]}",
    )


def _length(given: Mapping[str, Any]) -> Phrase:
    low, high, exact = given.get("min_value"), given.get("max_value"), given.get("exact_value")
    if exact is not None:
        de, en = f"genau {exact}", f"exactly {exact}"
    elif low is None:
        de, en = f"höchstens {high}", f"at most {high}"
    elif high is None:
        de, en = f"mindestens {low}", f"at least {low}"
    else:
        de, en = f"{low} bis {high}", f"{low} to {high}"
    return Phrase("has_right_length", f"hat {de} Zeichen", f"has {en} characters")


def _both(value: Any) -> tuple[str, str]:
    """One limit as German and as English readers write it."""
    if isinstance(value, bool):
        return ("Ja", "yes") if value else ("Nein", "no")
    if isinstance(value, float):
        figure = f"{value:.0f}" if value.is_integer() else f"{value:g}"
        return figure.replace(".", ","), figure
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y"), value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, str):
        texts = sorted((_both(item) for item in value), key=lambda pair: pair[1])
        if len(texts) > _SHOWN:
            return f"{len(texts)} Werte", f"{len(texts)} values"
        return ", ".join(de for de, _ in texts), ", ".join(en for _, en in texts)
    return str(value), str(value)
