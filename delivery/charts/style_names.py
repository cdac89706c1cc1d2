"""The font and the lines of all pictures."""

from __future__ import annotations

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""Liberation Sans is as wide as Arial and Helvetica, so a picture fits on machines that have only those."""
GRID = "#DDDDDD"
