"""Runs of counted keys: what is merged is what was added, and nothing is copied for nothing."""

from __future__ import annotations

import numpy as np

from transforms.privacy.counting.runs import Run, Runs


def test_one_run_alone_is_handed_back_as_it_is() -> None:
    run = Run(np.array([1, 5]), np.array([2, 3]))
    runs = Runs()
    runs.add_run(run)
    assert runs.merged() is run


def test_batches_and_runs_together_and_nothing_at_all() -> None:
    runs = Runs()
    runs.add_run(Run(np.array([1, 5]), np.array([2, 3])))
    runs.add(np.array([5, 7, 5]))
    whole = runs.merged()
    assert (whole.keys.tolist(), whole.rows.tolist()) == ([1, 5, 7], [2, 5, 1])
    empty = Runs().merged()
    assert (len(empty.keys), len(empty.rows)) == (0, 0)
