"""Columns that several tables share, written once: a schema inherits shapes and adds its own columns after them.

Of several shapes the last one named gives the first columns: `class X(Dates, Facts)` has facts, dates, then its own.
"""
