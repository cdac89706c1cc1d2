"""What the columns of each table of the audit may be called: by these the header is told from titles above it."""

from __future__ import annotations

from transforms.results.audit import columns
from transforms.results.audit.actions import read_actions
from transforms.results.audit.matrix import read_matrices
from transforms.results.audit.series import names as series

_NAMES = {
    **columns.NAMES,
    "matrix": read_matrices.NAMES,
    "actions": read_actions.NAMES,
    "series": series.NAMES,
}


def known_headers(table: str) -> list[str]:
    """All names of one table's columns; B-2.5 comes as totals, so that totals know the columns of actions as well."""
    named = [name for names in _NAMES[table].values() for name in names]
    return named + (known_headers("actions") if table == "totals" else [])
