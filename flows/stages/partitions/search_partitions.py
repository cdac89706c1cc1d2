"""Between the passes: one search on the counts of all partitions, and the risk before it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flows.no_values import no_values
from flows.stages.partitions.agree_on_hierarchies import Agreed
from flows.stages.partitions.job import Job
from flows.stages.partitions.work_folder import WorkFolder
from transforms.privacy.counting.contingency import Contingency
from transforms.privacy.counting.project import project
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.generalise import generalise
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.partitions.summary import Summary
from transforms.privacy.risk.measure_counted import measure_counted

FILE = "found"
Figures = list[dict[str, Any]]


@dataclass(frozen=True)
class Found:
    """What was found, and the measures of the rows as they came; one entry per sensitive field, or a single one."""

    solution: Solution | LocalSolution
    before: Figures

    @classmethod
    def at(cls, work: str) -> Found:
        """What was found in this work folder."""
        found: Found = WorkFolder(work).get_object(FILE)
        return found


@no_values
def search_partitions(work: str) -> int:
    """Classes that will be released; the solution stays in the work folder. Errors: those of `generalise`."""
    job, agreed, folder = Job.at(work), Agreed.at(work), WorkFolder(work)
    rules = job.rules
    whole = _merged(folder, range(len(job.files.paths)))
    drawn = _merged(folder, job.released) if job.subset else None
    before = figures(drawn or whole, job, agreed)
    whole = project(whole, job.searched_sensitive)
    until = None if rules.seconds_at_most is None else time.monotonic() + rules.seconds_at_most
    solution = generalise(
        whole,
        agreed.hierarchies,
        search=rules.search,
        models=rules.models,
        sensitive=rules.sensitive,
        subset=None if drawn is None else project(drawn, job.searched_sensitive),
        files=agreed.files,
        suppression_limit=rules.suppression_limit,
        metric=rules.metric.model_dump(exclude_none=True),
        highest=rules.highest,
        is_out_of_time=None if until is None else lambda: time.monotonic() > until,
    )
    folder.put_object(FILE, Found(solution, before))
    return solution.classes


def figures(table: Contingency, job: Job, agreed: Agreed) -> Figures:
    """The measures of merged counts, as `stadtland protect` reports them."""
    fields: list[str | None] = [*job.rules.sensitive] or [None]
    return [
        {"sensitive": field, **measure_counted(table, field, values=agreed.values.get(field or "")).as_dict()}
        for field in fields
    ]


def _merged(folder: WorkFolder, places: Iterable[int]) -> Contingency:
    def each() -> Iterator[Summary]:
        for place in places:
            yield Summary.from_bytes(folder.get(f"counts/{place}"))

    return Summary.merged(each()).table
