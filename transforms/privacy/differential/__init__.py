"""Differential privacy: noisy counts, sums, means and histograms, and the ledger of what they have told."""
