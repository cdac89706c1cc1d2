"""What a release loses: one metric per file."""
