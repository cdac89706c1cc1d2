"""Received shapes become our names, units and keys. One file = one dataset."""
