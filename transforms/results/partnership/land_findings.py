"""What is wrong with land: classes that miss the total, and measures that need more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from transforms.results.exact.exactly import exactly
from transforms.results.findings.line import Line, line


def land_findings(balance: list[dict[str, Any]], tolerance_ha: Decimal) -> Iterator[Line]:
    """One line per municipality for its sum, one for every class of which more is needed than there is."""
    for row in balance:
        area, code, land_class = exactly(row["area_ha"]), row["municipality_code"], row["land_class"]
        if land_class == "total":
            found, missing = exactly(row["classes_sum_ha"]), row["classes_missing"]
            gap = None if area is None or found is None else found - area
            # A class without a figure explains land that is left over, never land that is too much.
            held = gap is not None and abs(gap) <= tolerance_ha
            verdict = "not checked" if gap is None else "match" if held else (
                "not checked" if missing and gap < 0 else "mismatch")  # fmt: skip
            yield line("land_classes_sum_to_the_total", code, verdict,
                       (f"Summe der Landklassen gegen Bodenfläche (±{tolerance_ha} ha); {missing} Klassen fehlen",
                        f"sum of the land classes against the land (±{tolerance_ha} ha); {missing} classes missing"),
                       printed=area, recomputed=found, unit="ha",
                       tolerance=None if gap is None else tolerance_ha)  # fmt: skip
        remaining = exactly(row["remaining_ha"])
        if remaining is not None and remaining < 0:
            yield line("land_needed_is_there", f"{code}: {land_class}", "rule broken",
                       ("Maßnahmen brauchen mehr Fläche als da ist", "measures need more land than there is"),
                       printed=exactly(row["needed_ha"]), recomputed=area, unit="ha", tolerance=0)  # fmt: skip
        elif row["needed_ha"] is not None and area is None:
            yield line("land_needed_is_there", f"{code}: {land_class}", "not checked",
                       ("Fläche der Klasse fehlt", "the land of this class is missing"),
                       printed=exactly(row["needed_ha"]), unit="ha")  # fmt: skip
        if row["needs_missing"] and land_class != "total":
            yield line("land_need_is_stated", f"{code}: {land_class}", "not checked",
                       (f"{row['needs_missing']} Maßnahmen ohne Bedarf", f"{row['needs_missing']} needs missing"),
                       unit="ha")  # fmt: skip
