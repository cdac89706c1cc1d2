"""What the stages found, as the typed evidence that the report is rendered from."""
