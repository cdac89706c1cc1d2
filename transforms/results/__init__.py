"""Project results. One file = one indicator or one balance."""
