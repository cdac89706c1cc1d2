"""Keys that no register knows, keys of another territorial status, and changes whose shares do not make a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from transforms.results.exact.exactly import exactly
from transforms.results.findings.line import Line, line
from transforms.results.given.given_rows import given_rows

_KEYS = (
    "dataset", "code_given", "first_year", "last_year", "row_count", "municipality_code", "share", "changed_on",
    "rows_after_the_change", "territorial_year", "status",
)  # fmt: skip
_SHARE_TOLERANCE = Decimal("0.000001")


def key_findings(keys: pl.LazyFrame | None, changes: pl.LazyFrame | None, day: date) -> Iterator[Line]:
    """One line per dataset and key that is not current, and per key whose shares do not sum to 1 within 1e-6."""
    told: set[tuple[str, str]] = set()
    for row in given_rows(keys, _KEYS):
        subject = (row["dataset"], row["code_given"])
        if subject in told:
            continue
        told.add(subject)
        yield from _of_key(row, f"{row['dataset']}: {row['code_given']}")
    shares: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
    for row in given_rows(changes, ("old_code", "date", "share")):
        shares[row["old_code"], row["date"]] += exactly(row["share"]) or Decimal(0)
    for (code, since), total in sorted(shares.items()):
        if abs(total - 1) > _SHARE_TOLERANCE:
            note = (f"Änderung vom {since}: Anteile ergeben nicht 1", f"Change of {since}: shares do not sum to 1")
            yield line("shares_sum_to_one", code, "rule broken", note, printed=total, recomputed=1, unit="1",
                       tolerance=_SHARE_TOLERANCE)  # fmt: skip
        if since > day:
            note = (f"Änderung erst ab {since}", f"Change not before {since}")
            yield line("change_is_in_force", code, "noted", note)


def _of_key(row: dict[str, object], subject: str) -> Iterator[Line]:
    status, rows, late = row["status"], int(str(row["row_count"])), int(str(row["rows_after_the_change"]))
    years = "" if row["first_year"] is None else f", {row['first_year']}-{row['last_year']}"
    of = f"{rows} Zeilen{years}", f"{rows} rows{years}"
    if status == "unknown":
        note = (
            f"Kein Schlüssel des Gebietsstands {row['territorial_year']} ({of[0]})",
            f"No key of the territorial status {row['territorial_year']} ({of[1]})",
        )
        yield line("key_is_known", subject, "rule broken", note, printed=rows, recomputed=0, unit="rows", tolerance=0)
    elif status == "outdated":
        note = (
            f"Schlüssel endete am {row['changed_on']}; {late} von {of[0]} sind jünger: {row['municipality_code']}",
            f"The key ended on {row['changed_on']}; {late} of {of[1]} are younger: {row['municipality_code']}",
        )
        yield line("key_is_of_its_territorial_status", subject, "rule broken", note, printed=late, recomputed=0,
                   unit="rows", tolerance=0)  # fmt: skip
    elif status in ("mapped", "split"):
        note = (
            f"Seit {row['changed_on']} {row['municipality_code']} ({of[0]}; Anteil {row['share']})",
            f"Since {row['changed_on']} {row['municipality_code']} ({of[1]}; share {row['share']})",
        )
        yield line("key_is_of_its_territorial_status", subject, "noted", note)
    elif status == "unchecked":
        note = ("Kein Verzeichnis der Gemeinden liegt vor", "There is no register of municipalities")
        yield line("key_is_known", subject, "not checked", note)
