"""Microdata as counts: codes, packed keys, classes. Counts of partitions add."""
