"""Opens a protection in partitions: everything is refused or accepted before a row is read."""

from __future__ import annotations

from pathlib import Path

from flows.commands.rules_file import read_rules
from flows.no_values import no_values
from flows.stages.partitions.job import FILE, Job
from flows.stages.partitions.partition_files import PartitionFiles
from flows.stages.partitions.work_folder import WorkFolder
from schemas.errors import StadtlandError
from transforms.privacy.counting.refuse_nested import refuse_nested


@no_values
def open_partitions(source: str, rules: str, out: str, delimiter: str | None = None) -> str:
    """The private folder that all stages work in, beside `out`. Reads headers only.

    Errors: those of the rules and of `PartitionFiles`; `method-not-in-partitions`, `quasi-identifier-absent`,
    `sensitive-absent`, `values-not-plain`, `column-not-in-frame`, `partition-lacks-columns`, `out-folder-not-empty`.
    """
    asked = read_rules(Path(rules))
    if asked.method is not None:
        raise StadtlandError("method-not-in-partitions", method=asked.method.name)
    target = Path(out)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise StadtlandError("out-folder-not-empty", out=out)
    beside = Path(rules).parent
    subset = None if asked.subset_file is None else PartitionFiles.of(beside / asked.subset_file, delimiter)
    job = Job(asked, beside, target, PartitionFiles.of(Path(source), delimiter), subset)
    _refuse_absent(job)
    work = WorkFolder.beside(target)
    work.put_object(FILE, job)
    return str(work.path)


def _refuse_absent(job: Job) -> None:
    for files in (job.files, job.releasing):
        present, rules = files.schema, job.rules
        for code, names in (
            ("quasi-identifier-absent", rules.quasi_identifiers),
            ("sensitive-absent", rules.sensitive),
        ):
            if missing := [name for name in names if name not in present]:
                raise StadtlandError(code, missing=", ".join(missing))
        refuse_nested(present, [*rules.quasi_identifiers, *rules.sensitive])
        for name in rules.keep:
            if name not in present:
                raise StadtlandError("column-not-in-frame", method="keep", column=name)
        files.refuse_lacking(job.columns)
