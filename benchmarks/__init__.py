"""SPEED: ratios to plain polars doing the unavoidable work, in one run on one machine."""
