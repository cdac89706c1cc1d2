"""Pictures of released tables: deterministic SVG, each with the table behind it."""
