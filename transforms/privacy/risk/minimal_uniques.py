"""Minimal sample uniques: the smallest sets of fields by which a row is told from all others."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled

Ints = NDArray[np.int64]

MOST_FIELDS = 62
"""A set of fields is one whole number, one bit per field."""


@compiled
def minimal_uniques(codes: Ints, sizes: Ints, rows: Ints, largest: int, are_wild_matching: bool) -> Any:
    """Every minimal sample unique: its class, and the set of its fields as bits.

    `codes` is laid out field by field: the value number of each class, -1 where there is none; `sizes` how many
    values a field has, `rows` the rows of each class. A set of fields is a unique of a class of one row if the class
    has values in all of them and no other class is like it there; it is minimal if no part of it is one. A class
    without a value in a field is unlike every value there, or, with `are_wild_matching`, like all of them.

    Goes through the sets of at most `largest` fields in the order of their bits read as a number, so that every part
    of a set comes before it, depth first. At each set it holds the groups of classes that are alike there, and of
    those only groups with a candidate: a class of one row with no unique among the fields so far (Manning, Haglin and
    Keane 2008, section 4, keep the same rows as lists per item). Put fields of many values last: they part the
    classes early. Memory: the classes once per field of a set, and the uniques found.
    """
    fields, number = codes.shape
    found_class, found_set, before = np.empty(1024, np.int64), np.empty(1024, np.int64), np.empty(1024, np.int64)
    found = 0
    last = np.full(number, -1, np.int64)  # the unique found last in each class; `before` leads to the one before it
    # Per field of the set in hand: members, whether each is a candidate, where its groups begin; then the set itself.
    members, candidates, bounds = [np.arange(number)], [rows == 1], [np.array([0, number])]
    sets, lowest, following = [np.int64(0)], [fields], [0]
    count, alive = np.zeros(sizes.max() + 1, np.int64), np.zeros(sizes.max() + 1, np.int64)
    position = np.zeros(sizes.max() + 1, np.int64)
    while len(members) > 0:
        field = following[-1]
        if field >= lowest[-1] or len(members) > largest:
            members.pop()
            candidates.pop()
            bounds.pop()
            sets.pop()
            lowest.pop()
            following.pop()
            continue
        following[-1] = field + 1
        chosen = sets[-1] | (np.int64(1) << field)
        old, edges, column = members[-1], bounds[-1], codes[field]
        is_candidate = candidates[-1].copy()
        new, new_candidate = np.empty(len(old), np.int64), np.empty(len(old), np.bool_)
        begins, goes_on = [0], np.empty(len(old), np.int64)
        filled = 0
        for group in range(len(edges) - 1):
            start, stop = edges[group], edges[group + 1]
            wild = 0
            for i in range(start, stop):
                code = column[old[i]]
                if code >= 0:
                    count[code] += 1
                else:
                    wild += int(are_wild_matching)
                    is_candidate[i] = False
            groups = 0
            for i in range(start, stop):
                code = column[old[i]]
                if code < 0:
                    continue
                if is_candidate[i] and is_told(old[i], chosen, last, before, found_set):
                    is_candidate[i] = False
                if is_candidate[i] and count[code] == 1 and wild == 0:
                    if found == len(before):
                        found_class, found_set, before = grown(found_class), grown(found_set), grown(before)
                    found_class[found], found_set[found], before[found] = old[i], chosen, last[old[i]]
                    last[old[i]] = found
                    found += 1
                elif is_candidate[i]:
                    if alive[code] == 0:
                        goes_on[groups] = code
                        groups += 1
                    alive[code] = 1
            for place in range(groups):
                position[goes_on[place]] = filled
                filled += count[goes_on[place]] + wild
                begins.append(filled)
            while filled > len(new):
                new = grown(new)
                larger = np.empty(len(new), np.bool_)
                larger[: len(new_candidate)] = new_candidate
                new_candidate = larger
            for i in range(start, stop):
                code = column[old[i]]
                if code >= 0:
                    if alive[code] == 1:
                        new[position[code]], new_candidate[position[code]] = old[i], is_candidate[i]
                        position[code] += 1
                elif wild > 0:
                    for place in range(groups):
                        at = position[goes_on[place]]
                        new[at], new_candidate[at] = old[i], False
                        position[goes_on[place]] += 1
            for i in range(start, stop):
                if column[old[i]] >= 0:
                    count[column[old[i]]], alive[column[old[i]]] = 0, 0
        if filled > 0:
            members.append(new[:filled].copy())
            candidates.append(new_candidate[:filled].copy())
            bounds.append(np.array(begins))
            sets.append(chosen)
            lowest.append(field)
            following.append(0)
    return found_class[:found], found_set[:found]


@compiled
def is_told(member: np.int64, chosen: np.int64, last: Ints, before: Ints, found_set: Ints) -> bool:
    """Whether a unique of `member` lies within the `chosen` fields."""
    other = last[member]
    while other >= 0:
        if (found_set[other] & ~chosen) == 0:
            return True
        other = before[other]
    return False


@compiled
def grown(array: Ints) -> Ints:
    """The same with twice the room."""
    larger = np.empty(max(1024, 2 * len(array)), np.int64)
    larger[: len(array)] = array
    return larger
