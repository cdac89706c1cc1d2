"""OUT: Parquet, package, transport, verifier, reports."""
