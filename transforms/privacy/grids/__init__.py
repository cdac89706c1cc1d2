"""Grids of the European equal-area projection (ETRS89-LAEA): cells, their codes, and coarsening until each holds n."""
