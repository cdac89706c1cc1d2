"""What is promised of a class: one privacy model per file."""
