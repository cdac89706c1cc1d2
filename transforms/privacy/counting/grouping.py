"""Equal keys as one group: numbers without gaps, and sums over them, in compiled code."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.hashing import shift_for, slot_of

W = TypeVar("W", np.int64, np.float64)

_SMALL = 1 << 12
"""A table of all keys there can be is cheaper than sorting when it is no longer than the list of keys, or than this."""

_BITS = 63


def numbered(keys: NDArray[np.intp], size: int | None = None) -> tuple[NDArray[np.intp], int]:
    """Equal keys get equal numbers 0 … n-1 in the order of the keys; returns the numbers and n.

    `size`, where it is known, is above all keys, which are then 0 or more: it saves time.
    """
    numbers, first = grouped(keys, size)
    return numbers, len(first)


def grouped(keys: NDArray[np.intp], size: int | None = None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Like `numbered`, and for each number the place of a key that has it.

    Where there can be few keys they are ticked off in a table; else they are sorted, each with its place in the low
    bits of one integer where that fits, which vector instructions make faster than hashing.
    """
    numbers = np.empty(len(keys), dtype=np.intp)
    if size is not None and size <= max(_SMALL, len(keys)):
        place_of = np.full(size, -1, dtype=np.int64)
        groups = _tick_off(keys, place_of)
        first = np.empty(groups, dtype=np.intp)
        _number_ticked(keys, place_of, numbers, first)
        return numbers, first
    bits = len(keys).bit_length()
    if size is not None and (size - 1).bit_length() + bits <= _BITS:
        order = _with_places(keys, bits)
        order.sort()
        first = np.empty(len(keys), dtype=np.intp)
        return numbers, first[: _number_sorted(order, bits, numbers, first)]
    order = np.argsort(keys)
    first = np.empty(len(keys), dtype=np.intp)
    return numbers, first[: _number_in_order(keys, order, numbers, first)]


@compiled
def sums(numbers: NDArray[np.intp], weights: NDArray[W], size: int) -> NDArray[W]:
    """The weights of each number below `size`, together."""
    together = np.zeros(size, dtype=weights.dtype)
    for place in range(len(numbers)):
        together[numbers[place]] += weights[place]
    return together


@compiled
def how_many(keys: NDArray[np.intp], seen: NDArray[np.bool_]) -> float:
    """An estimate of how many distinct keys there are, by how much of a table of marks they leave free (linear
    counting, Whang et al. 1990); right to about 1 % where `seen`, 2^n long and all False, is about as long as `keys`.
    """
    shift = shift_for(len(seen))
    for place in range(len(keys)):
        seen[slot_of(np.uint64(keys[place]), shift)] = True
    free = 0
    for mark in seen:
        free += not mark
    return float(-len(seen) * np.log(max(free, 1) / len(seen)))


@compiled
def _tick_off(keys: NDArray[np.intp], place_of: NDArray[np.int64]) -> int:
    """Mark the keys that occur, and put the number of each in its place; how many there are."""
    for key in keys:
        place_of[key] = 0
    groups = 0
    for key in range(len(place_of)):
        if place_of[key] == 0:
            place_of[key] = groups
            groups += 1
    return groups


@compiled
def _number_ticked(
    keys: NDArray[np.intp], number_of: NDArray[np.int64], numbers: NDArray[np.intp], first: NDArray[np.intp]
) -> None:
    for place in range(len(keys)):
        number = number_of[keys[place]]
        numbers[place], first[number] = number, place


@compiled
def _with_places(keys: NDArray[np.intp], bits: int) -> NDArray[np.intp]:
    """Each key with its place in the low bits."""
    both = np.empty(len(keys), dtype=np.intp)
    for place in range(len(keys)):
        both[place] = keys[place] << bits | place
    return both


@compiled
def _number_sorted(order: NDArray[np.intp], bits: int, numbers: NDArray[np.intp], first: NDArray[np.intp]) -> int:
    """Keys in order, each with its place in the low bits."""
    mask, number, previous = (1 << bits) - 1, -1, -1
    for entry in order:
        key, place = entry >> bits, entry & mask
        number += key != previous
        numbers[place], first[number], previous = number, place, key
    return number + 1


@compiled
def _number_in_order(
    keys: NDArray[np.intp], order: NDArray[np.intp], numbers: NDArray[np.intp], first: NDArray[np.intp]
) -> int:
    number = -1
    for at in range(len(order)):
        place = order[at]
        number += at == 0 or keys[place] != keys[order[at - 1]]
        numbers[place], first[number] = number, place
    return number + 1
