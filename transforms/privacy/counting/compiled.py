"""Compiles an inner loop to machine code; one result is the same function, faster."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function` compiled at its first call (numba, nopython mode), its types kept for the checker.

    The machine code is cached beside the module or in the user's cache folder; where neither can be written (a
    read-only container) it is compiled anew by each process. Compiled code holds no data.
    """
    try:
        made = njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba finds no folder for its cache
        return cast("Callable[P, R]", njit(nogil=True)(function))
    # numba looks at the date of the function's own file; what it calls in other files would stay as it was compiled.
    cast("Any", made)._cache._cache_file._source_stamp = _source_sha256()
    return cast("Callable[P, R]", made)


@cache
def _source_sha256() -> str:
    """Of every source file of this room and those beside it: a change in any of them compiles all anew."""
    digest = hashlib.sha256()
    for file in _sources(files("transforms.privacy")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith(".py"):
            found.append(entry)
    return found
