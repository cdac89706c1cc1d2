"""Published parameters as data: one row = one figure with its source. See README.md beside this file."""
