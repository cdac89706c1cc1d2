"""What a table is: dimensions with their hierarchies, all cells they span, and the sums that tie cells together."""
