"""Sector x carrier matrices: sums of rows and columns, and the cell where both fail by the same amount."""
