"""Natural gas burnt in a city is a direct emission: scope 1, never scope 2 (GHG Protocol for Cities 2014, 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from transforms.results.audit.finding import Finding, not_checked
from transforms.results.audit.single_rows import single_rows
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text

CHECK = "natural_gas_is_never_scope_2"
_ONE, _TWO = Decimal(1), Decimal(2)


def natural_gas_scope(city_year: CityYear, words: Words) -> Iterator[Finding]:
    """One finding per row of natural gas."""
    for row in single_rows(city_year, words):
        if words.carriers.key(row.carrier) != "natural_gas":
            continue
        place = city_year.place.at(sector=row.sector, carrier=row.carrier)
        if row.scopes is None or not row.scopes:
            why = Text("Scope nicht lesbar", "scope not understood") if row.scopes is None else Text(
                "kein Scope angegeben", "no scope stated"
            )  # fmt: skip
            yield not_checked(CHECK, place, why)
        elif row.scopes == {2}:
            yield Finding(CHECK, place, "rule broken", "scope", _TWO, _ONE, _ONE - _TWO, Decimal(0))
        elif 2 in row.scopes:
            several = "+".join(str(scope) for scope in sorted(row.scopes))
            yield not_checked(CHECK, place, Text(f"gedruckt als Scope {several}", f"printed as scope {several}"))
        else:
            scope = Decimal(min(row.scopes))
            yield Finding(CHECK, place, "match", "scope", scope, scope, Decimal(0), Decimal(0))
