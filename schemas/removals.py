"""What a source of removals may say instead of naming a study."""

from __future__ import annotations

WITHIN_EMISSIONS = "none: the forest stands in the emissions"
"""The removal is 0 and says nothing about the forest: what it binds counts among the emissions already."""
