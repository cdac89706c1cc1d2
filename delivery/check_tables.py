"""What is wrong between a package's tables, their control totals and the agreement they name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from delivery.control_totals import CONTROL_TOTALS, control_totals
from delivery.findings import Finding, finding
from delivery.read_bag import BagContent

_PATH = f"data/{CONTROL_TOTALS}"


def check_tables(
    bag: BagContent, agreement_sha256: str | None, *, skip: Collection[str] = ()
) -> tuple[dict[str, int], list[Finding]]:
    """Rows by table as counted here, and every finding: each total is computed anew from the Parquet bytes.

    `skip` names files that are already known to be changed: nothing parses bytes that nobody vouches for.
    """
    findings: list[Finding] = []
    stated = _stated(bag.texts.get(_PATH))
    if stated is None:
        findings.append(finding("control-totals", _PATH))
    rows: dict[str, int] = {}
    for path, file in bag.tables.items():
        if path in skip:
            continue
        try:
            computed, agreement = _read(file)
        except Exception:  # noqa: BLE001 - damaged bytes raise many kinds, and the texts may quote what they hold
            findings.append(finding("table-unreadable", path))
            continue
        rows[path.rsplit("/", 1)[-1].removesuffix(".parquet")] = computed["rows"]
        if stated is not None:
            wrong = _differences(stated.get(path), computed)
            findings += [finding("control-totals-differ", path, detail=detail) for detail in wrong]
        if agreement_sha256 is not None and agreement != agreement_sha256:
            findings.append(finding("agreement-differs", path))
    for path in sorted(set(stated or {}) - set(bag.tables)):
        findings.append(finding("control-totals-differ", path, detail="file"))
    return rows, findings


def _stated(content: bytes | None) -> dict[str, Any] | None:
    try:
        tables = json.loads(content or b"", object_pairs_hook=_unique)["tables"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return tables if isinstance(tables, dict) else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _read(file: Any) -> tuple[dict[str, Any], str | None]:
    import pyarrow.parquet

    metadata = pyarrow.parquet.read_metadata(file).metadata or {}
    agreement = metadata.get(b"stadtland:agreement_sha256")
    return control_totals(file), None if agreement is None else agreement.decode("utf-8", "replace")


def _differences(stated: Any, computed: dict[str, Any]) -> Iterator[str]:
    # Names only: a total of a small table is itself a figure that a message has no business to repeat.
    if not isinstance(stated, dict) or not isinstance(stated.get("columns"), dict):
        yield "table"
        return
    if stated.get("rows") != computed["rows"]:
        yield "rows"
    for column in sorted(stated["columns"].keys() | computed["columns"].keys()):
        if stated["columns"].get(column) != computed["columns"].get(column):
            yield column
