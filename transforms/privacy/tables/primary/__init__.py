"""Which cells are at risk by themselves: minimum frequency, dominance, p %, sole contributors."""
