"""A perturbation table as it is looked up and exchanged; one row is one noise value of one original count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError

DIGITS = 8
WHOLE = 10**DIGITS
"""Keys and interval bounds are counted in units of 1e-8, so that every comparison is exact."""

_COLUMNS = ("i", "j", "p", "v", "p_int_lb", "p_int_ub", "type")


@dataclass(frozen=True)
class NoiseTable:
    """Per row `i` (rising), in the order of the key intervals: noise `v`, probability `p`, upper bound in 1e-8.

    `p` is as designed; `upper` is its running sum rounded to 8 digits, the last of each `i` being 1. A key k draws the
    first row of its `i` with k < upper. Counts above the last `i` use the last.
    """

    i: NDArray[np.float64]
    v: NDArray[np.float64]
    p: NDArray[np.float64]
    upper: NDArray[np.int64]

    @classmethod
    def designed(cls, rows: Iterable[tuple[float, NDArray[np.float64], NDArray[np.float64]]]) -> NoiseTable:
        """From one (i, v, p) per row; zero stays zero: the row i = 0 is put first."""
        kept = [(0.0, np.zeros(1), np.ones(1)), *rows]
        upper = [np.append(np.rint(np.cumsum(p)[:-1] * WHOLE), WHOLE).astype(np.int64) for _, _, p in kept]
        return cls(
            i=np.concatenate([np.full(len(v), i) for i, v, _ in kept]),
            v=np.concatenate([v for _, v, _ in kept]),
            p=np.concatenate([p for _, _, p in kept]),
            upper=np.concatenate(upper),
        )

    @classmethod
    def from_frame(cls, frame: pl.DataFrame, *, name: str = "ptable") -> NoiseTable:
        """From the exchange columns (i, j, p, v, p_int_lb, p_int_ub, type), text or numbers; rows of an `i` may be
        split and in any order of v, as long as their intervals follow each other from 0 to 1.

        Errors: `ptable-refused`, with the first rule that is broken.
        """
        if missing := [column for column in _COLUMNS[:6] if column not in frame.columns]:
            raise _refused(name, f"Spalten fehlen: {', '.join(missing)}", f"columns missing: {', '.join(missing)}")
        read = frame.select(pl.col(column).cast(pl.Float64, strict=False) for column in _COLUMNS[:6])
        if not read.height or read.null_count().sum_horizontal().item() or not _is_finite(read):
            raise _refused(name, "eine Angabe fehlt oder ist keine Zahl", "an entry is missing or no number")
        if "type" in frame.columns and frame["type"].n_unique() != 1:
            raise _refused(name, "mehr als eine Art in type", "more than one kind in type")
        low = _units(read["p_int_lb"])
        ordered = read.with_columns(low=pl.Series(low), high=pl.Series(_units(read["p_int_ub"]))).sort(
            "i", "low", "high", maintain_order=True
        )
        _refuse_broken(ordered, name)
        return cls(
            i=ordered["i"].to_numpy(),
            v=ordered["v"].to_numpy(),
            p=ordered["p"].to_numpy(),
            upper=ordered["high"].to_numpy(),
        )

    @cached_property
    def rows(self) -> NDArray[np.float64]:
        """The original values `i` that have noise of their own, rising; the last stands for all above it."""
        return np.unique(self.i)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The exchange columns; p is the width of the rounded interval, as the peers' packages write it."""
        first = np.append(True, self.i[1:] != self.i[:-1])
        lower = np.where(first, 0, np.append(0, self.upper[:-1]))
        is_whole = bool((self.i == np.rint(self.i)).all() and (self.v == np.rint(self.v)).all())
        number = pl.Int64 if is_whole else pl.Float64
        columns = {
            "i": pl.Series(self.i).cast(number),
            "j": pl.Series(np.round(self.i + self.v, 4)).cast(number),
            "p": pl.Series((self.upper - lower) / WHOLE),
            "v": pl.Series(self.v).cast(number),
            "p_int_lb": pl.Series(lower / WHOLE),
            "p_int_ub": pl.Series(self.upper / WHOLE),
        }
        return pl.DataFrame(columns).with_columns(type=pl.lit("all"))

    def noise(self, places: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.float64]:
        """Per pair the noise: `places` count in `rows`, `keys` in 1e-8."""
        noise: NDArray[np.float64] = self.v[self.drawn(places, keys)]
        return noise

    def drawn(self, places: NDArray[np.int64], keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Per pair the row of the table, from 0."""
        found: NDArray[np.int64] = np.searchsorted(self._bounds, places * WHOLE + keys, side="right")
        return found

    @cached_property
    def _bounds(self) -> NDArray[np.int64]:
        bounds: NDArray[np.int64] = np.searchsorted(self.rows, self.i) * WHOLE + self.upper
        return bounds


def _units(column: pl.Series) -> NDArray[np.int64]:
    units: NDArray[np.int64] = np.rint(column.to_numpy() * WHOLE).astype(np.int64)
    return units


def _is_finite(frame: pl.DataFrame) -> bool:
    return bool(np.isfinite(frame.to_numpy()).all())


def _refuse_broken(table: pl.DataFrame, name: str) -> None:
    follows = pl.col("low") == pl.col("high").shift(1).over("i").fill_null(0)
    if not table.select((follows & (pl.col("low") <= pl.col("high"))).all()).item():
        raise _refused(name, "Intervalle schließen nicht aneinander an", "intervals do not follow each other")
    if not table.group_by("i").agg(pl.col("high").max() == WHOLE)["high"].all():
        raise _refused(name, "Intervalle enden nicht bei 1", "intervals do not end at 1")
    if not (table["j"] - table["i"] - table["v"]).abs().max() <= 1e-4:  # type: ignore[operator]
        raise _refused(name, "j ist nicht i + v", "j is not i + v")
    if not table.select((pl.col("j") >= 0).all() & (pl.col("i") >= 0).all()).item():
        raise _refused(name, "i oder j liegt unter 0", "i or j lies below 0")
    zero = table.filter(pl.col("i") == 0)
    if zero.is_empty() or zero["v"].abs().max() != 0:
        raise _refused(name, "die Zeile i = 0 fehlt oder ändert die Null", "the row i = 0 is missing or changes zero")


def _refused(name: str, problem_de: str, problem_en: str) -> StadtlandError:
    return StadtlandError("ptable-refused", table=name, problem_de=problem_de, problem_en=problem_en)
