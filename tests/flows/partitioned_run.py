"""Runs the partitioned flow twice in a process of its own: `partitioned_run.py FOLDER`.

First on workers that the flow starts; one of them kills itself the first time it has counted the second partition: its
counts are written, but nobody has been told. Then over a damaged file, on a cluster that was there before. Prints the
report, and the exit code of the second run.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

from schemas.errors import StadtlandError


def count_and_die_once(work: str, place: int) -> int:
    """The stage, in a worker that does not live to tell of its first success."""
    from flows.stages.partitions.count_partition import count_partition

    rows = count_partition(work, place)
    scar = Path(work).parent / "died"
    if place == 1 and not scar.exists():
        scar.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return rows


def main(folder: Path) -> None:
    """Both runs."""
    from distributed import LocalCluster

    from flows import partitioned as room
    from flows.progress import listening
    from tests.flows.partitioned_run import count_and_die_once as dying

    plain = room.STAGES
    paths = {"source": str(folder / "in"), "rules": str(folder / "rules.yaml")}
    room.STAGES = replace(plain, count=room._step(dying, "count"))
    with listening(lambda news: print(news, file=sys.stderr)):  # noqa: T201
        print(json.dumps(room.partitioned(**paths, out=str(folder / "out"))))  # noqa: T201
    room.STAGES = plain
    paths["source"] = str(folder / "damaged")
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:
        try:
            room.partitioned(**paths, out=str(folder / "again"), cluster=cluster.scheduler_address)
        except StadtlandError as error:
            print(error.exit_code, error.code)  # noqa: T201
            print(error, file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
