"""Third pass over one partition: recoded, written, and counted again from what was written."""

from __future__ import annotations

import polars as pl

from flows.no_values import no_values
from flows.stages.partitions.agree_on_hierarchies import Agreed
from flows.stages.partitions.job import Job
from flows.stages.partitions.search_partitions import Found
from flows.stages.partitions.work_folder import WorkFolder
from transforms.privacy.partitions.release_order import release_order
from transforms.privacy.partitions.summary import Summary
from transforms.privacy.recoded import recoded


@no_values
def release_partition(work: str, place: int) -> int:
    """Rows written. The file waits in the work folder until all partitions are measured together.

    Rows are sorted, so that their order tells nothing. Errors: those of `recoded` and `contingency`.
    """
    job, agreed, folder = Job.at(work), Agreed.at(work), WorkFolder(work)
    name = f"released/{job.released_name(place)}"
    released = recoded(job.frame(place, job.columns), agreed.hierarchies, Found.at(work).solution)
    with folder.writing(name) as file:
        release_order(released, agreed.labels).sink_parquet(file, compression="zstd", statistics=False)
        written = pl.scan_parquet(file, glob=False)
        summary = Summary.of(written, agreed.labels, job.rules.sensitive)
    folder.put(f"after/{place}", summary.to_bytes())
    return summary.table.rows
