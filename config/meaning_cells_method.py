"""What an agreement may not say about cells to be taken out: faults that the types of the fields reveal.

Each fault is (place in the document, words that say what would be right). Pure: terms in, faults out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from schemas.agreement import Dataset

if TYPE_CHECKING:
    import polars as pl

Place = tuple[str | int, ...]
Fault = tuple[Place, str]


def faults_of_cells_method(place: Place, dataset: Dataset, types: Mapping[str, pl.DataType]) -> Iterator[Fault]:
    """Fields of k are released as they are, as text, for a cell taken out is '*'; and nothing else is asked for."""
    import polars as pl

    method = None if dataset.protection is None else dataset.protection.method
    if method is None:
        return
    in_k = [name for name, rule in dataset.fields.items() if rule.in_k]
    for name in in_k:
        if dataset.fields[name].release == "generalise":
            where = (*place, "fields", name, "release")
            yield where, "suppress-cells generalises nothing: release as-is, with quasi_identifier: true"
        elif name in types and types[name] != pl.String:
            yield (*place, "fields", name), "a cell taken out is written '*': suppress-cells needs text here"
    if strangers := [name for name in method.importance if name not in in_k]:
        yield (*place, "protection", "method", "importance"), f"no field of k: {', '.join(strangers)}"
    if method.strata:
        yield (*place, "protection", "method", "strata"), "strata are for `stadtland protect`"
