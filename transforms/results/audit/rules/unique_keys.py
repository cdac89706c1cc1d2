"""A key stands once: sector, carrier and scope in an inventory, a sector in a gap table, a label among the totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from transforms.results.audit.figure import Figure
from transforms.results.audit.finding import Finding, Place
from transforms.results.audit.tables import CityYear, Words
from transforms.results.audit.text import Text
from transforms.results.names.plain import plain
from transforms.results.names.scope import scopes

CHECK = "key_is_unique"


def unique_keys(city_year: CityYear, _words: Words) -> Iterator[Finding]:
    """One finding per key that stands more than once, and one `match` per table without any."""
    place = city_year.place
    keyed: dict[str, dict[tuple[object, ...], list[tuple[Place, Sequence[Figure]]]]] = {}
    for table in ("inventory", "gap", "totals"):
        if city_year.has(table):
            keyed[table] = defaultdict(list)
    for row in city_year.inventory:
        at = place.at(sector=row.sector, carrier=row.carrier, scope=row.scope)
        key = (plain(row.sector), plain(row.carrier), row.scopes if row.scopes is not None else row.scope)
        keyed["inventory"][key].append((at, (row.energy, row.emissions)))
    for gap in city_year.gap:
        at = place.at(sector=gap.sector, column="gap table")
        keyed["gap"][(plain(gap.sector),)].append((at, tuple(gap.figures.values())))
    for it in city_year.totals:
        at = place.at(sector=it.sector, scope=it.scope, column=f"{it.table} {it.kind}".strip())
        # `total` and `baseline` are both sums over all scopes, but two labels.
        scope = scopes(it.scope) or plain(it.scope)
        keyed["totals"][plain(it.table), plain(it.kind), plain(it.sector), scope].append((at, (it.value,)))
    for table, keys in keyed.items():
        yield from _one_table(table, place, keys)


def _one_table(
    table: str, place: Place, keys: dict[tuple[object, ...], list[tuple[Place, Sequence[Figure]]]]
) -> Iterator[Finding]:
    twice = [rows for rows in keys.values() if len(rows) > 1]
    for rows in twice:
        values = {tuple(figure.value for figure in figures) for _, figures in rows}
        note = (
            Text("gleiche Zahlen: die Zeile zählt doppelt", "the same figures: the row counts twice")
            if len(values) == 1
            else Text("mit verschiedenen Zahlen", "with different figures")
        )
        count = Decimal(len(rows))
        yield Finding(CHECK, rows[0][0], "rule broken", "rows", count, Decimal(1), 1 - count, Decimal(0), note)
    if not twice:
        count = Decimal(len(keys))
        yield Finding(
            CHECK,
            place.at(column=f"{table} keys"),
            "match",
            "rows",
            count,
            count,
            Decimal(0),
            Decimal(0),
        )
