"""Disclosure control of tables of counts and magnitudes."""
