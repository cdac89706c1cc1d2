"""What a result was given, as plain values."""
