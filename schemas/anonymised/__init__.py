"""After protection, no identifiers. One file = one dataset."""
