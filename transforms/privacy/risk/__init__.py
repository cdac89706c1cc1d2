"""What a release measures: anonymity, diversity, risk."""
