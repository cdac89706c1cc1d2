"""Cells of points: published coordinates, codes of both forms, borders, and what is refused."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.grids.cell_corner import cell_corner
from transforms.privacy.grids.cell_levels import cell_levels
from transforms.privacy.grids.grid_cells import grid_cells
from transforms.privacy.grids.laea import laea
from transforms.privacy.grids.nested_sizes import nested_sizes
from transforms.privacy.grids.to_grid import to_grid
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def series(*values: float | str | None) -> pl.Series:
    return pl.Series("c", values)


def test_the_published_example_of_the_projection():
    """IOGP Guidance Note 7-2, Lambert azimuthal equal area: 50° N, 5° E is E 3962799.45, N 2999718.85; and the
    projection's origin, 52° N 10° E, is E 4321000, N 3210000.
    """
    east, north = laea(series(5.0, 10.0), series(50.0, 52.0))
    assert east == pytest.approx([3962799.45, 4321000], abs=0.005)
    assert north == pytest.approx([2999718.85, 3210000], abs=0.005)


def test_etrs89_in_geographic_and_utm_coordinates_agree():
    """ETRS89 (4258) and its UTM zones 32 and 33 name one point; 12° E 51° N lies in both zones' overlap."""
    points = {4258: (12.0, 51.0), 4326: (12.0, 51.0)}
    from pyproj import Transformer

    for zone in (25832, 25833):
        points[zone] = Transformer.from_crs(4258, zone, always_xy=True).transform(12.0, 51.0)
    placed = [laea(series(x), series(y), epsg=epsg) for epsg, (x, y) in points.items()]
    for east, north in placed:
        assert east == pytest.approx(placed[0][0], abs=0.002)
        assert north == pytest.approx(placed[0][1], abs=0.002)


def test_projected_coordinates_are_taken_as_they_are():
    east, north = laea(series(4321000.0, None), series("3210000", "3210000"), epsg=3035)
    assert east[0] == 4321000
    assert north[0] == 3210000
    assert np.isnan(east[1])
    assert np.isnan(north[1])


@pytest.mark.parametrize(
    ("size", "short", "long"),
    [
        (100, "100mN29997E39627", "CRS3035RES100mN2999700E3962700"),
        (250, "250mN299950E396275", "CRS3035RES250mN2999500E3962750"),
        (1000, "1kmN2999E3962", "CRS3035RES1000mN2999000E3962000"),
        (10_000, "10kmN299E396", "CRS3035RES10000mN2990000E3960000"),
        (125, "125mN2999625E3962750", "CRS3035RES125mN2999625E3962750"),
        (100_000, "100kmN29E39", "CRS3035RES100000mN2900000E3900000"),
    ],
)
def test_codes_by_hand(size, short, long):
    """N 2999718.85, E 3962799.45, cut to multiples of the size; short ones lose a digit for every zero of the size."""
    x, y = series(5.0), series(50.0)
    assert grid_cells(x, y, size_m=size).to_list() == [short]
    assert grid_cells(x, y, size_m=size, form="long").to_list() == [long]
    for code in (short, long):
        size_m, east, north, is_long = cell_corner(pl.Series([code])).row(0)
        assert (size_m, east, north) == (size, 3962799 // size * size, 2999718 // size * size)
        assert is_long == (code == long)


def test_the_names_of_a_known_cell():
    """1kmN2599E4695: the cell from E 4695000, N 2599000 to E 4696000, N 2600000."""
    x, y = series(4695000.0, 4695999.99, 4696000.0, 4694999.99), series(2599000.0, 2599999.99, 2599000.0, 2599000.0)
    cells = grid_cells(x, y, size_m=1000, epsg=3035)
    assert cells.to_list() == ["1kmN2599E4695", "1kmN2599E4695", "1kmN2599E4696", "1kmN2599E4694"]


def test_missing_coordinates_have_no_cell():
    assert grid_cells(series(5.0, None, 5.0), series(50.0, 50.0, None), size_m=100).null_count() == 2
    assert grid_cells(pl.Series([], dtype=pl.Float64), pl.Series([], dtype=pl.Float64), size_m=100).to_list() == []


@pytest.mark.parametrize(
    ("x", "y", "epsg", "code"),
    [
        (51.3, 12.4, 4326, "grid-coordinates-outside"),  # Leipzig with its axes swapped
        (9.99, 200.0, 4326, "grid-coordinates-outside"),
        (-74.0, 40.7, 4326, "grid-coordinates-outside"),
        (12.4, 51.3, 3035, "grid-coordinates-outside"),
        ("12,4", "51.3", 4326, "grid-coordinates-unreadable"),
        (float("inf"), 51.3, 4326, "grid-coordinates-unreadable"),
        (12.4, 51.3, 999_999, "grid-crs-unknown"),
    ],
)
def test_what_has_no_cell_is_refused(x, y, epsg, code):
    with pytest.raises(StadtlandError) as refused:
        grid_cells(series(x), series(y), size_m=100, epsg=epsg)
    assert refused.value.code == code


def test_a_size_of_nothing_is_refused():
    with pytest.raises(StadtlandError) as refused:
        grid_cells(series(5.0), series(50.0), size_m=0)
    assert refused.value.code == "grid-size-refused"


@pytest.mark.parametrize(
    "code", ["1kmN2599", "Leipzig", "", "250mN299951E396275", "CRS3035RES1000mN2599500E4695000", "0mN1E1"]
)
def test_what_is_no_code_is_refused(code):
    with pytest.raises(StadtlandError) as refused:
        cell_corner(pl.Series("cell", ["1kmN2599E4695", code, code, None]))
    assert refused.value.facts == {"column": "cell", "codes": 1}


@pytest.mark.parametrize("form", ["short", "long"])
def test_levels_of_a_grid_are_a_hierarchy(form):
    x, y = series(5.0, 5.001, 5.2, 5.0, None), series(50.0, 50.0, 50.0, 50.0, 50.0)
    cells = grid_cells(x, y, size_m=100, form=form)
    levels = cell_levels(cells, [1000, 10_000])
    assert levels.height == 3
    for place, size in enumerate((100, 1000, 10_000)):
        again = set(grid_cells(x, y, size_m=size, form=form).drop_nulls())
        assert set(levels[f"level_{place}"]) == again
    hierarchy = Hierarchy.from_table(levels, name="cell")
    assert hierarchy.height == 3
    assert set(hierarchy.labels(3)[:-1]) == {"*"}


def test_a_hundred_metres_do_not_nest_in_two_hundred_and_fifty():
    assert nested_sizes([250, 1000, 10_000]) == (250, 1000, 10_000)
    for sizes in ([100, 250], [1000, 100], [100, 100], []):
        with pytest.raises(StadtlandError) as refused:
            nested_sizes(sizes)
        assert refused.value.code == "grid-sizes-not-nested"
    with pytest.raises(StadtlandError, match="100, 250"):
        cell_levels(pl.Series(["100mN29997E39627"]), [250])


def test_cells_of_two_kinds_are_refused():
    for other in ("1kmN2999E3962", "CRS3035RES100mN2999700E3962700"):
        with pytest.raises(StadtlandError) as refused:
            cell_levels(pl.Series(["100mN29997E39627", other]), [10_000], name="cell")
        assert refused.value.facts == {"column": "cell", "kinds": 2}


def test_a_column_in_place_of_two():
    frame = pl.LazyFrame({"id": [1, 2], "lon": ["5.0", None], "lat": ["50.0", "50.0"]})
    placed = to_grid(frame, x="lon", y="lat", size_m=1000, into="place").collect()
    assert placed.to_dict(as_series=False) == {"id": [1, 2], "place": ["1kmN2999E3962", None]}


def test_a_column_of_points_outside_is_refused_whole_and_with_numbers():
    frame = pl.LazyFrame({"x": ["51.0", "51.1"], "y": ["12.0", "12.1"], "n": [1, 2]})
    with pytest.raises(StadtlandError) as refused:
        to_grid(frame, x="x", y="y", size_m=1000, epsg=25832).collect()
    assert (refused.value.code, refused.value.facts) == ("grid-coordinates-outside", {"points": 2, "epsg": 25832})


def test_no_grid_is_fetched_from_the_network():
    from pyproj.network import is_network_enabled

    grid_cells(series(4_500_000.0), series(5_700_000.0), size_m=100, epsg=31468)  # Gauß-Krüger, another datum
    assert not is_network_enabled()
