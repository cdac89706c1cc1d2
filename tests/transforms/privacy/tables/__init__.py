"""Tests of table suppression and rounding."""
