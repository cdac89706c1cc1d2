"""How the fuel of a plant that makes heat and power divides between them, by the work that each could do."""

from __future__ import annotations

import polars as pl

SURROUNDINGS_K = 283.0
"""Ten degrees Celsius: the temperature below which heat is worth nothing here."""


def exergetic_split(electricity: pl.Expr, heat: pl.Expr, t_supply_k: pl.Expr) -> pl.Expr:
    """The share of heat in the fuel (of 1); that of electricity is the rest.

    Quality of electricity 1, of heat `1 - 283 K / T_supply` (Carnot; Hertle et al., ifeu 2014, section 3.3.3 and annex
    on exergetic allocation): `heat x quality / (heat x quality + electricity)`. The 25 published values come out of
    this and of no mean temperature between supply and return: their column of return temperatures is the 283 K of the
    surroundings. A plant without electricity gives all its fuel to heat, whatever its temperature.
    """
    worth = heat * (1 - SURROUNDINGS_K / t_supply_k)
    return pl.when(electricity == 0).then(1.0).otherwise(worth / (worth + electricity))
