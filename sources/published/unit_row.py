"""Units that stand in a line of their own below the header."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.header_unit import header_unit
from schemas.printed_number import printed_number, says_no_figure


def with_units(names: Sequence[str], cells: Sequence[str]) -> list[str] | None:
    """The headers with the units behind them, in square brackets; None where the line is no line of units."""
    stripped = [cell.strip().strip("[]()") for cell in cells[: len(names)]]
    stripped += [""] * (len(names) - len(stripped))
    said = [cell for cell in stripped if cell and not says_no_figure(cell)]
    if not said or any(printed_number(cell) for cell in said):
        return None
    if not all(header_unit(cell) is not None or cell == "%" for cell in said):
        return None
    return [
        f"{name} [{unit}]" if unit in said and header_unit(name) is None else name
        for name, unit in zip(names, stripped, strict=True)
    ]
