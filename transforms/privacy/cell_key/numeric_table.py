"""The design of noise for sums: a perturbation table whose rows and steps are fractions of a unit of noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.perturbation_table import LEAST, solve_row


def numeric_table(
    d: int,
    v: float,
    *,
    step: int = 2,
    rows: Sequence[int] | None = None,
    monotone: bool | None = None,
    exact: bool = True,
) -> NoiseTable:
    """One row per i in `rows` (1 and `d` among them; these alone by default): noise in steps of 1 / `step`, from
    -min(i, d) to `d`, of expectation 0, variance `v` and largest entropy. Row 0 is no noise.

    Units: i and noise are multiples of a cell's own unit of noise, see `perturb_sums`. Guarantees and errors are those
    of `perturbation_table`, and so is the source; the R package ptable calls it create_num_ptable(D, V, step, icat).
    """
    wanted = sorted(set(rows if rows is not None else (1, d)))
    if not wanted or wanted[0] != 1 or wanted[-1] != d:
        raise StadtlandError(
            "ptable-parameter-refused",
            parameter="rows",
            given=len(wanted),
            allowed_de="eine Liste von 1 bis D",
            allowed_en="a list from 1 to D",
        )
    if not 1 <= step <= 50 or d * step >= 50:
        raise StadtlandError(
            "ptable-parameter-refused",
            parameter="D · step",
            given=d * step,
            allowed_de="weniger als 50",
            allowed_en="less than 50",
        )
    solved = []
    for i in wanted:
        noise = np.arange(-min(i, d) * step, d * step + 1) / step
        found = solve_row(noise, v, stay=None, monotone=monotone, exact=exact, least=LEAST)
        if found is None:
            raise StadtlandError("ptable-infeasible", v=v, row=i, lowest=0.0, highest=float(d))
        solved.append((float(i), noise, found.p))
    return NoiseTable.designed(solved)
