"""Anonymisation and disclosure control. One file = one method."""
