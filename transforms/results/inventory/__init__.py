"""The rows of a published inventory on their way to a balance."""
