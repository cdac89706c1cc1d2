"""IN: one file = one way of reading."""
