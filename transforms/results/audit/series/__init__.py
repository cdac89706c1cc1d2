"""Time series by sector: sums, years, doubled keys, slips, targets among measured values, percentages."""
