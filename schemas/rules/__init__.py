"""Rules across tables. One file = one rule = one sentence; returns the offending rows."""
