"""First pass over one partition: the values from which hierarchies are built."""

from __future__ import annotations

from flows.no_values import no_values
from flows.stages.partitions.job import Job
from flows.stages.partitions.work_folder import WorkFolder
from transforms.privacy.partitions.values import Values


@no_values
def collect_values(work: str, place: int) -> int:
    """How many distinct values the fields of the partition have together; the values stay in the work folder."""
    job = Job.at(work)
    fields = job.built(place)
    values = Values.of(job.frame(place, fields), fields)
    WorkFolder(work).put(f"values/{place}", values.to_bytes())
    return sum(len(found) for found in values.fields.values())
