"""Microaggregation: numbers of k and more records give way to their common mean."""
