"""Partitions side by side in several processes of one machine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial

from schemas.errors import StadtlandError

Stage = Callable[[str, int], int]
THREADS = "POLARS_MAX_THREADS"


@contextmanager
def in_processes(workers: int) -> Iterator[Callable[[Stage, str, Sequence[int]], Iterator[int]]]:
    """How a stage is done for many partitions while the block runs: `workers` at a time, results in their order.

    Each process takes its share of the processors; memory is that of the `workers` largest partitions. The answer is
    the same for any number. Errors: what a stage raises; `partition-worker-lost` when a process was killed.
    """
    before = os.environ.get(THREADS)
    os.environ[THREADS] = before or str(max(1, (os.cpu_count() or 1) // workers))
    # Started anew, not forked: a fork of a process with polars' threads hangs.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))

    def each(stage: Stage, work: str, places: Sequence[int]) -> Iterator[int]:
        try:
            yield from pool.map(partial(stage, work), places)
        except BrokenProcessPool:
            raise StadtlandError("partition-worker-lost") from None

    try:
        yield each
    finally:
        pool.shutdown(cancel_futures=True)
        if before is None:
            del os.environ[THREADS]
