"""TRUTH: what a table means. Declarative; imports nothing of ours."""
