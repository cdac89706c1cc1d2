"""Formulas of computed indicators: one file, one function of exact figures of one municipality and year.

A formula is found by its file's name. Its parameters are its inputs in their order; it returns None where it cannot be
known (a division by zero, say), never a figure in place of a missing one.
"""
