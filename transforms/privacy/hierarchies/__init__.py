"""What each value becomes, level by level, up to '*'."""
