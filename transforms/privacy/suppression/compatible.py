"""How two rows differ: the set of fields in which both show a value, and not the same one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled


@compiled
def differences(codes: NDArray[np.int32], hidden: NDArray[np.int64], mine: int, found: NDArray[np.int64]) -> None:
    """Writes to `found`, per row, the fields in which row `mine` and it differ, as bits; 0 means compatible.

    `codes` holds one line per field and one column per row, `hidden` the wildcards of each row as bits. Field by
    field over all rows, so that the machine compares several rows at once.
    """
    fields, rows = codes.shape
    found[:] = 0
    for field in range(fields):
        bit = 1 << field
        if hidden[mine] & bit:
            continue
        line, value = codes[field], codes[field, mine]
        for row in range(rows):
            found[row] |= bit * (line[row] != value)
    for row in range(rows):
        found[row] &= ~hidden[row]
