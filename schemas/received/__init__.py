"""As handed over, may be personal. One file = one dataset."""
