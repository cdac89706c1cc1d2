"""SUDA2: special uniques, by how few fields and in how many ways a row is told from all others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.risk.refuse_roles import refuse_roles
from transforms.privacy.risk.row_classes import RowClasses, known_values, row_classes

Scores = Literal["elliot", "ihsn"]

_ALL_FIELDS = 12
_LARGEST = 6
_MOST_FIELDS = 62


@dataclass(frozen=True)
class Suda2:
    """The scores of every row, and of the release; rows that are not unique have none (0)."""

    quasi: tuple[str, ...]
    classes: RowClasses
    f: NDArray[np.int64]
    """Rows per class, or with matching wildcards the rows compatible with it."""
    largest: int
    """Most fields of a minimal sample unique that were looked at."""
    sampling_fraction: float
    scores: NDArray[np.float64]
    """Per class: the sum over its minimal sample uniques, the more the smaller they are."""
    dis: NDArray[np.float64]
    """Per class: the chance that a match with it is right, as DIS spreads it over the scores."""
    by_size: tuple[int, ...]
    """How many minimal sample uniques of 1, 2, … fields there are."""
    contributions: tuple[float, ...]
    """Per field the percentage of all scores that comes from uniques with it; together more than 100."""

    def frame(self) -> pl.DataFrame:
        """One row per row of the sample, in its order."""
        class_of = self.classes.class_of
        return pl.DataFrame({"suda_score": self.scores[class_of], "dis_suda_score": self.dis[class_of]})

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the figures of all rows together."""
        rows, is_special = self.classes.rows, self.scores > 0
        return {
            "uniques": int(rows[self.f == 1].sum()),
            "special_uniques": int(rows[is_special].sum()),
            "minimal_uniques": {str(size): number for size, number in enumerate(self.by_size, start=1)},
            "largest": self.largest,
            "score_max": float(self.scores.max(initial=0.0)),
            "score_sum": float((rows * self.scores).sum()),
            "sampling_fraction": self.sampling_fraction,
            "dis_max": float(self.dis.max(initial=0.0)),
            "dis_sum": float((rows * self.dis).sum()),
            "contributions": dict(zip(self.quasi, self.contributions, strict=True)),
        }


def suda2(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    largest: int | None = None,
    sampling_fraction: float = 0.01,
    scores: Scores = "elliot",
    wildcards: Literal["none", "match"] = "none",
) -> Suda2:
    """Minimal sample uniques of at most `largest` of the m fields, and the SUDA and DIS-SUDA scores they give.

    A unique of k fields scores the product of m - i for i from k to `largest`, or to m - 1 where that is less (Elliot,
    Manning and Ford 2002; Elliot et al. 2005); `scores="ihsn"` takes (2^(m-k) - 1) k! (m-k)! / m!, as sdcMicro did
    before 5.0.2. With P rows in pairs, sampling fraction s and exponent a = 1 + (8 - m) / 20, a score S becomes

        DIS-SUDA = 1 / (1 + P (1 - s) / s / (S^a * sum over all rows with a score of S^-a))

    (Skinner and Elliot 2002 for DIS; Elliot and Manning 2003 for how it is spread; as in sdcMicro 5.8). Without pairs
    it is 1 for every row with a score. `largest` is all fields, or 6 where there are more than 12.

    A missing value is never part of a unique. With `wildcards="match"`, missing values and '*' may be anything, so a
    row is unique only if no row with one could be it; with "none" '*' is a value and "missing" is unlike every value
    (sdcMicro). sdcMicro counts some correlated items twice; here each minimal sample unique counts once.

    Guarantees: all of them, up to `largest`. Does not guarantee: that a row without score is safe (two alike rows
    may share what is sensitive), nor that a special unique is unique in the population; scores of files with
    different fields do not compare. Cost: exponential in `largest` at worst, far less where fields part the rows
    soon; seconds for tens of thousands of rows and ten fields.

    Errors: those of `refuse_roles`; `suda-size` and `suda-fraction` for a `largest` or a fraction that cannot be.
    """
    refuse_roles(frame, quasi)
    m = len(quasi)
    most = (m if m <= _ALL_FIELDS else _LARGEST) if largest is None else largest
    if not 1 <= most <= m or m > _MOST_FIELDS:
        raise StadtlandError("suda-size", largest=most, fields=m, most_fields=_MOST_FIELDS)
    if not 0 < sampling_fraction <= 1:
        raise StadtlandError("suda-fraction", fraction=sampling_fraction)
    classes = row_classes(frame, quasi, known_values([frame], quasi))
    is_matching = wildcards == "match"
    f = classes.wildcards().sums(classes.rows)[0] if is_matching and classes.number else classes.rows
    class_of, sets = _minimal_uniques(classes, most, is_matching=is_matching)
    size = _bits(sets, m).sum(axis=0)
    weight = np.array([0.0, *(_weight(k, m, most, scores) for k in range(1, m + 1))])
    score = np.bincount(class_of, weights=weight[size], minlength=classes.number).astype(np.float64, copy=False)
    total = float(score.sum())
    shares = [float(weight[size][held].sum()) for held in _bits(sets, m).astype(np.bool_)]
    return Suda2(
        quasi=tuple(quasi),
        classes=classes,
        f=f,
        largest=most,
        sampling_fraction=sampling_fraction,
        scores=score,
        dis=_dis(score, classes.rows, int(classes.rows[f == 2].sum()), m, sampling_fraction),
        by_size=tuple(np.bincount(size, minlength=most + 1)[1 : most + 1].tolist()),
        contributions=tuple(100 * share / total if total else 0.0 for share in shares),
    )


def _minimal_uniques(
    classes: RowClasses, largest: int, *, is_matching: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # Compiled code takes long to import: only who asks for SUDA2 waits for it.
    from transforms.privacy.risk.minimal_uniques import minimal_uniques

    if not classes.number:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    codes = np.array(classes.values, dtype=np.int64)
    sizes = np.array([known.len() for known in classes.known], dtype=np.int64)
    codes[np.array(classes.is_wild()) if is_matching else codes == sizes[:, None]] = -1
    order = np.argsort(sizes, kind="stable")
    class_of, sets = minimal_uniques(codes[order], np.maximum(1, sizes[order]), classes.rows, largest, is_matching)
    back = np.zeros_like(sets)
    for bit, field in enumerate(order.tolist()):
        back |= ((sets >> bit) & 1) << field
    return class_of, back


def _bits(sets: NDArray[np.int64], fields: int) -> NDArray[np.int64]:
    """Per field and set whether the field is in it."""
    return (sets[None, :] >> np.arange(fields)[:, None]) & 1


def _weight(k: int, m: int, largest: int, scores: Scores) -> float:
    if scores == "elliot":
        return float(math.prod(m - i for i in range(k, min(largest, m - 1) + 1)))
    return (2.0 ** (m - k) - 1) / math.comb(m, k)


def _dis(
    score: NDArray[np.float64], rows: NDArray[np.int64], in_pairs: int, fields: int, sampling_fraction: float
) -> NDArray[np.float64]:
    has_score = score > 0
    power = np.where(has_score, score, 1.0) ** (1.0 + (8.0 - fields) / 20.0)
    adjusted = float((rows / power)[has_score].sum())
    if not adjusted:
        return np.zeros(len(score))
    chance = 1.0 / (1.0 + in_pairs * (1.0 - sampling_fraction) / sampling_fraction / (power * adjusted))
    found: NDArray[np.float64] = np.where(has_score, chance, 0.0)
    return found
