"""Figures that are the same to the last digit in any order of rows: exact decimals, whole steps, whole units."""
