"""Generalisation hierarchies that agreements share; one file = one hierarchy."""
