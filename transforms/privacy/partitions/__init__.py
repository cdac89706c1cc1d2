"""Microdata in parts: what each part gives, and how it merges into what the whole would give."""
