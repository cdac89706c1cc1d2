"""Reads one dataset at the door: agreed fields only, into an immutable snapshot."""

from __future__ import annotations

from flows.progress import announce
from flows.run import Run
from sources.read import read
from sources.snapshot import Snapshot


def read_dataset(run: Run, key: str) -> Snapshot:
    """One dataset's snapshot; an unchanged source is not read twice."""
    rows = 0

    def count(more: int) -> None:
        nonlocal rows
        rows += more
        if not run.is_private(key):
            announce("read", key, rows=rows)

    announce("read", key)
    snapshot = read(run.dataset(key), name=key, base=run.sources, intake=run.intake, progress=count)
    counts = {} if run.is_private(key) else {"rows": snapshot.rows}
    announce("read", key, is_done=True, **counts, dropped=len(snapshot.columns_dropped))
    return snapshot
