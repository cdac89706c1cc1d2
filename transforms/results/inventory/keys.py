"""What a balance row belongs to, and the names by which the convention knows sectors and carriers."""

from __future__ import annotations

PLACE = ("municipality_code", "city", "year")
"""One balance: a municipality and a year."""
KEY = (*PLACE, "sector", "carrier", "scope")
"""One row of a balance."""

MUNICIPAL = ("municipal", "public_lighting")
"""Reported apart, but part of trade and services in the statistics they come from."""
SECTORS = (
    "households", "services", "industry", *MUNICIPAL, "buildings",
    "transport", "road_transport", "rail", "aviation", "shipping", "public_transport", "private_transport", "other",
)  # fmt: skip
"""Final energy by these sectors is the balance; `buildings` where nobody divides them. Others are told beside it."""
TRANSPORT = ("transport", "road_transport", "rail", "aviation", "shipping", "public_transport", "private_transport")
"""Sectors that move: a factor for transport (liquefied gas in a car, say) answers for every one of them."""
GENERATION = ("photovoltaics", "wind", "hydropower")
"""Electricity generated in the municipality: told, never counted, because electricity takes the national mix."""
