"""Every partner's land by class against its total, and the land that measures need against the land there is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from schemas.land_classes import LAND_CLASSES
from transforms.results.exact.exactly import difference, exactly, rounded
from transforms.results.partnership.read_partners import read_partners, read_rows

_AREAS = ("area_ha", "classes_sum_ha", "difference_ha", "needed_ha", "remaining_ha")
_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "land_class": pl.String, **dict.fromkeys(_AREAS, pl.Float64),
    "classes_missing": pl.Int64, "needs_missing": pl.Int64, "status": pl.String,
}  # fmt: skip


def land_balance(
    land_cover: pl.LazyFrame,
    period: str,
    municipality_base: pl.LazyFrame | None = None,
    land_needs: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per municipality and land class (ten), and one `total` with the sum of the stated classes (ha).

    `difference_ha` is sum minus printed total; `remaining_ha` is the land less what measures need of it, negative where
    they need more than there is. A class or a need without a figure is missing and counted. With `municipality_base`
    only its partners are balanced, whatever else the land statistics hold.
    """
    partners = None if municipality_base is None else set(read_partners(municipality_base))
    wanted = land_cover if partners is None else land_cover.filter(pl.col("municipality_code").is_in(sorted(partners)))
    needs: dict[tuple[str, str], list[Decimal | None]] = {}
    for row in read_rows(land_needs):
        for land_class in (row["land_class"], "total"):
            needs.setdefault((row["municipality_code"], land_class), []).append(exactly(row.get("area_ha")))
    lines: list[dict[str, Any]] = []
    for row in wanted.sort("municipality_code").collect().to_dicts():
        code = row["municipality_code"]
        areas = {name: exactly(row.get(f"{name}_ha")) for name in LAND_CLASSES}
        printed = exactly(row.get("land_ha"))
        stated = [area for area in areas.values() if area is not None]
        for land_class, area in sorted(areas.items()):
            lines.append({**_line(code, land_class, area, needs), "classes_missing": int(area is None)})
        found = sum(stated, Decimal(0)) if stated else None
        lines.append({
            **_line(code, "total", printed, needs), "classes_sum_ha": found,
            "difference_ha": difference(found, printed), "classes_missing": len(areas) - len(stated),
        })  # fmt: skip
    rows = [{**line, "period": period, **{name: rounded(line.get(name), 3) for name in _AREAS}} for line in lines]
    return pl.DataFrame(rows, schema=_SCHEMA).lazy()


def _line(
    code: str, land_class: str, area: Decimal | None, needs: dict[tuple[str, str], list[Decimal | None]]
) -> dict[str, Any]:
    needed = needs.get((code, land_class), [])
    stated = [it for it in needed if it is not None]
    used = sum(stated, Decimal(0)) if needed and stated else None
    return {
        "municipality_code": code,
        "land_class": land_class,
        "area_ha": area,
        "needed_ha": used,
        "remaining_ha": difference(area, used) if needed else None,
        "needs_missing": len(needed) - len(stated),
        "status": "missing" if area is None else "published",
    }
