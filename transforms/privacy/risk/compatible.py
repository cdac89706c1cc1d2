"""Who may be the same person: for one row of codes after another, the rows of another table compatible with it.

A code below zero is wild: the cell matches every value.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled

_SHORT = 24

Ints = NDArray[np.int64]


@compiled
def order_by(places: Ints, length: int, codes: Ints, size: int, count: Ints, spare: Ints) -> int:
    """Sort the first `length` of `places` by their code (stable, wild ones first); how many are wild.

    `count` has room for size + 2 zeros and is handed back as zeros, `spare` for `length`.
    """
    if length <= _SHORT:
        for i in range(1, length):
            place = places[i]
            code = codes[place]
            j = i - 1
            while j >= 0 and codes[places[j]] > code:
                places[j + 1] = places[j]
                j -= 1
            places[j + 1] = place
    elif size <= 4 * length:
        for i in range(length):
            count[codes[places[i]] + 2] += 1
        for code in range(1, size + 2):
            count[code] += count[code - 1]
        for i in range(length):
            spare[i] = places[i]
        for i in range(length):
            code = codes[spare[i]] + 1
            places[count[code]] = spare[i]
            count[code] += 1
        count[: size + 2] = 0
    else:
        for i in range(length):
            spare[i] = places[i]
        order = np.argsort(codes[spare[:length]], kind="mergesort")
        for i in range(length):
            places[i] = spare[order[i]]
    wild = 0
    while wild < length and codes[places[wild]] < 0:
        wild += 1
    return wild


@compiled
def descend(
    seekers: Ints,
    offers: Ints,
    seeker: int,
    lists: Ints,
    lengths: Ints,
    wilds: Ints,
    sizes: Ints,
    count: Ints,
    spare: Ints,
) -> int:
    """Fill `lists[fields]` with the offers compatible with `seeker`; how many there are.

    `lists[d]` are the offers compatible with the seeker's first d codes, ordered by their code in field d. What the
    seeker shares with the one before it is not computed again, so seekers are given in the order of their codes.
    `seekers` and `offers` are laid out field by field.
    """
    fields = len(seekers)
    depth = 0
    if seeker > 0:
        while depth < fields and seekers[depth, seeker] == seekers[depth, seeker - 1]:
            depth += 1
    while depth < fields:
        length, wild, code = lengths[depth], wilds[depth], seekers[depth, seeker]
        source, target, codes = lists[depth], lists[depth + 1], offers[depth]
        if code < 0:
            for i in range(length):
                target[i] = source[i]
            found = length
        else:
            for i in range(wild):
                target[i] = source[i]
            found = wild
            low, high = wild, length
            while low < high:
                middle = (low + high) // 2
                if codes[source[middle]] < code:
                    low = middle + 1
                else:
                    high = middle
            while low < length and codes[source[low]] == code:
                target[found] = source[low]
                found += 1
                low += 1
        depth += 1
        lengths[depth] = found
        if depth < fields:
            wilds[depth] = order_by(target, found, offers[depth], sizes[depth], count, spare)
    return int(lengths[fields])


@compiled
def sums(seekers: Ints, offers: Ints, sizes: Ints, rows: Ints, weights: NDArray[np.float64]) -> Any:
    """Per seeker the rows and the weights of all offers compatible with it."""
    fields, number = len(seekers), len(rows)
    lists = np.empty((fields + 1, number), np.int64)
    lengths, wilds = np.zeros(fields + 1, np.int64), np.zeros(fields + 1, np.int64)
    count, spare = np.zeros(sizes.max() + 2, np.int64), np.empty(number, np.int64)
    lists[0] = np.arange(number)
    lengths[0] = number
    wilds[0] = order_by(lists[0], number, offers[0], sizes[0], count, spare)
    found_rows = np.zeros(seekers.shape[1], np.int64)
    found_weights = np.zeros(seekers.shape[1], np.float64)
    for seeker in range(seekers.shape[1]):
        length = descend(seekers, offers, seeker, lists, lengths, wilds, sizes, count, spare)
        for i in range(length):
            found_rows[seeker] += rows[lists[fields, i]]
            found_weights[seeker] += weights[lists[fields, i]]
    return found_rows, found_weights


@compiled
def cells(seekers: Ints, offers: Ints, sizes: Ints, first: Ints, value_of: Ints, rows: Ints, values: int) -> Any:
    """Per seeker the values that the offers compatible with it hold, and the rows behind each.

    The cells of offer i are those from first[i] up to first[i + 1]. Result: seeker, value and rows of each cell.
    """
    fields, number = len(seekers), len(first) - 1
    lists = np.empty((fields + 1, number), np.int64)
    lengths, wilds = np.zeros(fields + 1, np.int64), np.zeros(fields + 1, np.int64)
    count, spare = np.zeros(sizes.max() + 2, np.int64), np.empty(number, np.int64)
    lists[0] = np.arange(number)
    lengths[0] = number
    wilds[0] = order_by(lists[0], number, offers[0], sizes[0], count, spare)
    room = max(1024, 2 * seekers.shape[1])
    found_seeker, found_value, found_rows = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    size = 0
    held, seen = np.zeros(values, np.int64), np.empty(values, np.int64)
    for seeker in range(seekers.shape[1]):
        length = descend(seekers, offers, seeker, lists, lengths, wilds, sizes, count, spare)
        distinct = 0
        for i in range(length):
            offer = lists[fields, i]
            for cell in range(first[offer], first[offer + 1]):
                if held[value_of[cell]] == 0:
                    seen[distinct] = value_of[cell]
                    distinct += 1
                held[value_of[cell]] += rows[cell]
        if size + distinct > room:
            room = max(2 * room, size + distinct)
            grown_seeker, grown_value, grown_rows = (
                np.empty(room, np.int64),
                np.empty(room, np.int64),
                np.empty(room, np.int64),
            )
            grown_seeker[:size], grown_value[:size], grown_rows[:size] = (
                found_seeker[:size],
                found_value[:size],
                found_rows[:size],
            )
            found_seeker, found_value, found_rows = grown_seeker, grown_value, grown_rows
        for i in range(distinct):
            found_seeker[size], found_value[size], found_rows[size] = seeker, seen[i], held[seen[i]]
            held[seen[i]] = 0
            size += 1
    return found_seeker[:size], found_value[:size], found_rows[:size]
