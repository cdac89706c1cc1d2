"""Compiles an inner loop to machine code; one result is the same function, faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function` compiled at its first call (numba, nopython mode), its types kept for the checker.

    The machine code is cached beside the module or in the user's cache folder; where neither can be written (a
    read-only container) it is compiled anew by each process. Compiled code holds no data.
    """
    try:
        return cast("Callable[P, R]", njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba finds no folder for its cache
        return cast("Callable[P, R]", njit(nogil=True)(function))
