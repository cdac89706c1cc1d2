"""Pionierstadt: a state and a town follow indicators of eleven dimensions on their way to climate neutrality."""
