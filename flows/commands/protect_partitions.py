"""What `stadtland protect` does when IN is a folder: every file one partition, protected together."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def protect_partitions(
    folder: Path,
    rules: Path,
    out: Path,
    *,
    workers: int = 1,
    cluster: str | None = None,
    delimiter: str | None = None,
    quiet: bool = False,
) -> dict[str, Any]:
    """Protect all files in `folder` as one table; one Parquet file of the same name each in the folder `out`.

    Returns the report of `stadtland protect`, with `partitions` and `smallest_class_in_one`. With one worker
    partitions are done one after the other in this process, else side by side in so many. Each finished partition is
    told on stderr unless `quiet`. With the address of a Dask scheduler in `cluster` its workers do them, as tasks of a
    Prefect flow; all its machines must see the folders under the same paths.
    Errors: those of the stages; then nothing is written.
    """
    from contextlib import ExitStack

    from flows.progress import listening
    from flows.stages.partitions.in_processes import in_processes
    from flows.stages.partitions.protect_partitions import PartitionStages
    from flows.stages.partitions.protect_partitions import protect_partitions as walk

    with ExitStack() as stack:
        if not quiet:
            stack.enter_context(listening(_tell))
        if cluster is not None:
            found = _on_cluster(folder, rules, out, cluster, delimiter)
        else:
            do = PartitionStages(each=stack.enter_context(in_processes(workers))) if workers > 1 else PartitionStages()
            found = walk(str(folder), str(rules), str(out), do, delimiter=delimiter)
        if not quiet:
            _warn(found)
        return found


def _on_cluster(folder: Path, rules: Path, out: Path, cluster: str, delimiter: str | None) -> dict[str, Any]:
    from config.settings import Settings
    from flows.prefect_settings import prepare_prefect

    prepare_prefect(Settings().data)

    from flows.partitioned import partitioned

    source, terms, target = (str(path.resolve()) for path in (folder, rules, out))  # workers stand elsewhere
    return partitioned(source=source, rules=terms, out=target, cluster=cluster, delimiter=delimiter)


def _warn(found: dict[str, Any]) -> None:
    """Who is given single files, or files that stand for something, sees smaller classes than were promised."""
    from flows import console

    within, together = found["smallest_class_in_one"], min(figures["k"] for figures in found["after"])
    if within < together:
        console.say(
            f"Achtung: alle Dateien zusammen haben mindestens {together} Zeilen je Klasse, eine für sich nur {within}. "
            "Steht eine Datei für etwas (Bezirk, Monat), gehört das als Spalte zu den Quasi-Identifikatoren.",
            f"Note: all files together have at least {together} rows per class, one by itself only {within}. Where a "
            "file stands for something (a district, a month), that belongs among the quasi-identifiers as a column.",
        )


def _tell(news: Any) -> None:
    from flows import console

    steps = {"values": ("Werte", "values"), "count": ("gezählt", "counted"), "release": ("geschrieben", "written")}
    if news.step in steps:
        de, en = steps[news.step]
        unit_de, unit_en = ("Werte", "values") if "values" in news.counts else ("Zeilen", "rows")
        number = next(iter(news.counts.values()))
        console.say(f"{de:<12}{news.subject}: {number} {unit_de}", f"{en:<12}{news.subject}: {number} {unit_en}")
