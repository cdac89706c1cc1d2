"""Second pass over one partition: its counts."""

from __future__ import annotations

from flows.no_values import no_values
from flows.stages.partitions.agree_on_hierarchies import Agreed
from flows.stages.partitions.job import Job
from flows.stages.partitions.work_folder import WorkFolder
from transforms.privacy.partitions.summary import Summary


@no_values
def count_partition(work: str, place: int) -> int:
    """Rows of the partition; its counts stay in the work folder. Errors: those of `contingency`."""
    job, hierarchies = Job.at(work), Agreed.at(work).hierarchies
    sensitive = job.counted_sensitive(place)
    summary = Summary.of(job.frame(place, [*hierarchies, *sensitive]), hierarchies, sensitive)
    WorkFolder(work).put(f"counts/{place}", summary.to_bytes())
    return summary.table.rows
