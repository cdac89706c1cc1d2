"""Units: exact factors, one name each, and an error that helps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from schemas.errors import StadtlandError
from schemas.units import canonical, convert, known_units


@pytest.mark.parametrize(
    ("unit_from", "unit_to", "factor"),
    [
        ("kWh", "MWh", Fraction(1, 1000)),
        ("GWh", "MWh", Fraction(1000)),
        ("TJ", "MWh", Fraction(2500, 9)),  # 1 TJ = 10^12 J, 1 MWh = 3.6 * 10^9 J
        ("km2", "ha", Fraction(100)),
        ("m²", "ha", Fraction(1, 10_000)),
        ("Mio. EUR", "TEUR", Fraction(1000)),
        ("%", "1", Fraction(1, 100)),
        ("kg CO2e/kWh", "g CO2e/kWh", Fraction(1000)),
        ("t/TJ", "g CO2e/kWh", Fraction(18, 5)),  # 10^6 g in 10^12 J; 1 kWh = 3.6 * 10^6 J
        ("kt CO2-Äq", "t CO2e", Fraction(1000)),
    ],
)
def test_factors_are_exact(unit_from: str, unit_to: str, factor: Fraction) -> None:
    assert convert(unit_from, unit_to) == factor
    assert convert(unit_to, unit_from) == 1 / factor


def test_every_quantity_has_one_canonical_unit_with_factor_one() -> None:
    for quantity in set(known_units().values()):
        units = [unit for unit, measures in known_units().items() if measures == quantity]
        assert convert(units[0], units[0]) == 1
        assert all(convert(unit, units[0]) > 0 for unit in units)


def test_an_unknown_unit_names_near_matches() -> None:
    with pytest.raises(StadtlandError, match="kWh") as caught:
        convert("kwh", "MWh")
    assert caught.value.code == "unit-unknown"
    assert caught.value.exit_code == 5


def test_energy_is_no_mass() -> None:
    with pytest.raises(StadtlandError) as caught:
        convert("kWh", "t CO2e")
    assert caught.value.code == "unit-mismatch"


def test_blanks_do_not_make_another_unit() -> None:
    assert canonical(" Mio.  EUR ") == "Mio. EUR"
