"""Between the passes: the hierarchies by which every partition counts, and the natural order of sensitive values."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from flows.commands.rules_file import read_hierarchy
from flows.no_values import no_values
from flows.stages.partitions.job import Job
from flows.stages.partitions.work_folder import WorkFolder
from schemas.agreement import BuiltHierarchy
from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.partitions.released_labels import released_labels
from transforms.privacy.partitions.values import Values

FILE = "agreed"


@dataclass(frozen=True)
class Agreed:
    """What all partitions share. Leaves of hierarchies are values of the data: it stays in the work folder."""

    hierarchies: dict[str, Hierarchy]
    labels: dict[str, Hierarchy]
    """What released quasi-identifiers can say."""
    files: dict[str, Hierarchy]
    """Hierarchies of sensitive fields, by the name a model gives."""
    values: dict[str, pl.Series]
    """Values of sensitive fields whose order is not that of text."""

    @classmethod
    def at(cls, work: str) -> Agreed:
        """What was agreed in this work folder."""
        agreed: Agreed = WorkFolder(work).get_object(FILE)
        return agreed


@no_values
def agree_on_hierarchies(work: str) -> dict[str, int]:
    """Leaves per quasi-identifier. Errors: those of hierarchies, and `partitions-differ`."""
    job, folder = Job.at(work), WorkFolder(work)
    merged: dict[str, pl.Series] = {}
    by_fields: dict[tuple[str, ...], list[Values]] = {}
    for place in job.places:
        if fields := job.built(place):
            by_fields.setdefault(tuple(fields), []).append(Values.from_bytes(folder.get(f"values/{place}")))
    for first, *others in by_fields.values():
        merged |= first.merge(*others).fields
    hierarchies = {}
    for name, rule in job.rules.quasi_identifiers.items():
        if isinstance(rule.hierarchy, BuiltHierarchy):
            hierarchies[name] = build_hierarchy(pl.LazyFrame({name: merged.pop(name)}), name, rule.hierarchy)
        elif rule.hierarchy is not None:
            hierarchies[name] = read_hierarchy(job.rules_folder / rule.hierarchy, name)
    files = {name: read_hierarchy(job.rules_folder / name, name) for name in job.rules.hierarchy_files}
    folder.put_object(FILE, Agreed(hierarchies, released_labels(hierarchies), files, merged))
    return {name: hierarchy.leaves.len() for name, hierarchy in hierarchies.items()}
