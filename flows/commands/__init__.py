"""One file = one command of `stadtland`."""
