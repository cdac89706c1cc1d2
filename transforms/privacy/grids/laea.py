"""Coordinates in the European equal-area projection ETRS89-LAEA (EPSG:3035): east and north in metres per point."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError

if TYPE_CHECKING:
    from pyproj import Transformer

Floats = NDArray[np.float64]

WGS84 = 4326
LAEA = 3035
LEAST_M, MOST_M = 900_000, 7_400_000
"""Where Europe lies in this projection, both axes: the Azores and the Canaries to Svalbard and the Caucasus."""


def laea(x: pl.Series, y: pl.Series, *, epsg: int = WGS84) -> tuple[Floats, Floats]:
    """East and north per point, no number where a coordinate is missing. `x` is longitude or east, `y` latitude or
    north, whatever order the system `epsg` itself prefers; text is read with a decimal point.

    WGS84 is taken for ETRS89, as everybody does on these scales; in the 2020s the two are some 0.8 m apart. From
    systems with another datum (Gauß-Krüger, MGI) the transformation that PROJ has without grid files is used: a few
    metres. No grid is fetched from the network, so the same point gets the same cell everywhere.

    Errors: `grid-crs-unknown`, `grid-coordinates-unreadable`, `grid-coordinates-outside` (all with numbers of points):
    a point outside Europe is mostly one with its coordinates swapped.
    Source: EPSG:3035 (IOGP Guidance Note 7-2, 3.4.1, Lambert azimuthal equal area), computed by PROJ.
    """
    east, north = _numbers(x), _numbers(y)
    is_there = ~(np.isnan(east) | np.isnan(north))
    if epsg != LAEA:
        moved = _transformed(east[is_there], north[is_there], epsg)
        east, north = np.full(len(east), np.nan), np.full(len(north), np.nan)
        east[is_there], north[is_there] = moved
    inside = (east >= LEAST_M) & (east < MOST_M) & (north >= LEAST_M) & (north < MOST_M)
    outside = int((is_there & ~inside).sum())
    if outside:
        raise StadtlandError("grid-coordinates-outside", points=outside, epsg=epsg)
    missing = ~is_there
    east[missing], north[missing] = np.nan, np.nan
    return east, north


def _numbers(coordinates: pl.Series) -> Floats:
    read = coordinates.cast(pl.Float64, strict=False)
    unread = read.null_count() - coordinates.null_count() + int(read.is_infinite().cast(pl.Int64).sum())
    if unread:
        raise StadtlandError("grid-coordinates-unreadable", column=coordinates.name, points=unread)
    return read.fill_null(float("nan")).to_numpy().copy()


def _transformed(x: Floats, y: Floats, epsg: int) -> tuple[Floats, Floats]:
    from pyproj.exceptions import CRSError, ProjError

    try:
        moved: tuple[Floats, Floats] = _transformer(epsg).transform(x, y)
    except (CRSError, ProjError):
        moved = (x, y)
    else:
        return moved
    raise StadtlandError("grid-crs-unknown", epsg=epsg)


@cache
def _transformer(epsg: int) -> Transformer:
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined] # pyproj does not list it

    set_network_enabled(active=False)
    return Transformer.from_crs(epsg, LAEA, always_xy=True)
