"""The rows of a published inventory on their way to a balance, and what one row of either belongs to."""
