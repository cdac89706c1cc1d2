"""Action lists of third parties against their sums."""
