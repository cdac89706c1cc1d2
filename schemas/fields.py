"""A column that means the same everywhere is written once: its unit, its privacy class, its two titles, its limits.

Each function returns a pandera `Field` for a polars model; the column's type is the schema's own annotation:

    municipality_code: str = fields.municipality_code()
    energy_mwh: float = fields.energy_mwh(nullable=True)

Every keyword of `pandera.polars.Field` overrides what is written here; `ge=None` takes a limit away. The metadata of
every field holds the same four keys: `unit`, `privacy`, `title_de`, `title_en`. A column that may be empty says
`nullable=True`; an annotation `str | None` means something else to pandera (the whole column may be absent).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import pandera.polars as pa

from schemas import units

Privacy = Literal["identifier", "quasi-identifier", "sensitive", "measure", "public"]
"""What a column can tell about a person: it names one, it narrows down to one, it hurts one, or none of these."""
Status = Literal["measured", "computed", "interpolated", "published", "missing", "suppressed"]
"""Where the figures of a result row come from, or why there are none."""


def field(
    title_de: str,
    title_en: str,
    *,
    unit: str | None = None,
    privacy: Privacy = "public",
    form: tuple[str, str] | None = None,
    **limits: Any,
) -> Any:
    """Any column: the builder that all others stand on. A unit that `schemas.units` lacks is `unit-unknown`.

    `form` says in German and English what a `str_matches` pattern asks for.
    """
    metadata = {
        "unit": None if unit is None else units.canonical(unit),
        "privacy": privacy,
        "title_de": title_de,
        "title_en": title_en,
    }
    if form is not None and limits.get("str_matches") is not None:
        metadata |= {"form_de": form[0], "form_en": form[1]}
    metadata |= limits.pop("metadata", {})
    return pa.Field(metadata=metadata, **{name: value for name, value in limits.items() if value is not None})


def identifier(title_de: str, title_en: str, *, privacy: Privacy = "identifier", **limits: Any) -> Any:
    """A name, number or address that points at one person or one thing."""
    return field(title_de, title_en, privacy=privacy, **limits)


def category(
    title_de: str,
    title_en: str,
    values: Iterable[str] | None = None,
    *,
    privacy: Privacy = "quasi-identifier",
    **limits: Any,
) -> Any:
    """One of few kinds; with `values`, one of exactly these."""
    allowed = None if values is None else sorted(set(values))
    return field(title_de, title_en, privacy=privacy, **_given(limits, isin=allowed))


def text(title_de: str, title_en: str, *, privacy: Privacy = "sensitive", **limits: Any) -> Any:
    """Free text: nobody knows what stands in it, so it counts as sensitive unless the schema says otherwise."""
    return field(title_de, title_en, privacy=privacy, **limits)


def measure(title_de: str, title_en: str, *, unit: str, privacy: Privacy = "measure", **limits: Any) -> Any:
    """A measured or computed quantity in one of the units of `schemas.units`."""
    return field(title_de, title_en, unit=unit, privacy=privacy, **limits)


def figure(title_de: str, title_en: str, **limits: Any) -> Any:
    """A quantity in the unit that another column names; empty where nobody states it."""
    return field(title_de, title_en, **_given(limits, privacy="measure", nullable=True))


def tonnes(title_de: str, title_en: str, **limits: Any) -> Any:
    """An amount of tonnes of CO2 equivalents other than plain emissions; empty where it is missing."""
    return measure(title_de, title_en, **_given(limits, unit="t CO2e", nullable=True))


def date(title_de: str, title_en: str, *, privacy: Privacy = "quasi-identifier", **limits: Any) -> Any:
    """A day, or a moment in time."""
    return field(title_de, title_en, privacy=privacy, **limits)


def flag(title_de: str, title_en: str, *, privacy: Privacy = "quasi-identifier", **limits: Any) -> Any:
    """Yes or no."""
    return field(title_de, title_en, privacy=privacy, **limits)


def municipality_code(**limits: Any) -> Any:
    """Official code of a municipality as text: German AGS (8 digits) or Austrian GKZ (5 digits), leading zero kept."""
    given = _given(limits, str_matches=r"^(?:[0-9]{8}|[0-9]{5})$", form=("8 oder 5 Ziffern", "8 or 5 digits"))
    return field("Gemeindeschlüssel", "Municipality code", **given)


def municipality_name(**limits: Any) -> Any:
    """Name of a municipality, as its publisher writes it."""
    return field("Gemeinde", "Municipality", **limits)


def postcode(**limits: Any) -> Any:
    """Postal code as text: German (5 digits) or Austrian (4 digits)."""
    given = _given(
        limits, privacy="quasi-identifier", str_matches=r"^[0-9]{4,5}$", form=("4 oder 5 Ziffern", "4 or 5 digits")
    )
    return field("Postleitzahl", "Postcode", **given)


def year(**limits: Any) -> Any:
    """Calendar year."""
    return field("Jahr", "Year", **_given(limits, in_range=(1900, 2100)))


def period(**limits: Any) -> Any:
    """Year, half-year, quarter, month or day, as `schemas.period` writes them: 2025, 2025-H1, 2025-Q1, 2025-01."""
    shape = r"^[12][0-9]{3}(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?))?$"
    words = ("2025, 2025-H1, 2025-Q1, 2025-01 oder 2025-01-31", "2025, 2025-H1, 2025-Q1, 2025-01 or 2025-01-31")
    return field("Zeitraum", "Period", **_given(limits, str_matches=shape, form=words))


def sector(values: Iterable[str] | None = None, **limits: Any) -> Any:
    """Sector of the greenhouse-gas balance."""
    return category("Sektor", "Sector", values, **_given(limits, privacy="public"))


def carrier(values: Iterable[str] | None = None, **limits: Any) -> Any:
    """Energy carrier."""
    return category("Energieträger", "Energy carrier", values, **_given(limits, privacy="public"))


def status(*values: Status, **limits: Any) -> Any:
    """What the figures of a row are, out of the `values` that the table knows; none named: computed or missing."""
    return category("Status", "Status", values or ("computed", "missing"), **_given(limits, privacy="public"))


def energy_mwh(**limits: Any) -> Any:
    """Final energy in MWh, not negative."""
    return measure("Energiemenge", "Energy", **_given(limits, unit="MWh", ge=0))


def emissions_t_co2e(**limits: Any) -> Any:
    """Greenhouse-gas emissions in tonnes of CO2 equivalents; negative where carbon is bound."""
    return measure("Treibhausgasemissionen", "Greenhouse-gas emissions", **_given(limits, unit="t CO2e"))


def factor_g_per_kwh(**limits: Any) -> Any:
    """Emission factor in grams of CO2 equivalents per kWh of final energy; negative where a credit is given."""
    given = _given(limits, unit="g CO2e/kWh", privacy="public")
    return measure("Emissionsfaktor", "Emission factor", **given)


def population_count(**limits: Any) -> Any:
    """Number of inhabitants."""
    return count("Einwohnerzahl", "Population", **limits)


def area_ha(**limits: Any) -> Any:
    """Area in hectares, not negative."""
    return measure("Fläche", "Area", **_given(limits, unit="ha", ge=0))


def cost_eur(**limits: Any) -> Any:
    """Cost in euros."""
    return measure("Kosten", "Cost", **_given(limits, unit="EUR"))


def capacity_kw(**limits: Any) -> Any:
    """Installed capacity in kW, not negative."""
    return measure("Leistung", "Capacity", **_given(limits, unit="kW", ge=0))


def count(title_de: str = "Anzahl", title_en: str = "Count", **limits: Any) -> Any:
    """Number of things or persons, not negative."""
    return measure(title_de, title_en, **_given(limits, unit="1", ge=0))


def share(title_de: str = "Anteil", title_en: str = "Share", **limits: Any) -> Any:
    """Share of a whole, between 0 and 1."""
    return measure(title_de, title_en, **_given(limits, unit="1", in_range=(0, 1)))


def _given(limits: dict[str, Any], **usual: Any) -> dict[str, Any]:
    """What the caller says, and what is usual where the caller says nothing."""
    return usual | limits
