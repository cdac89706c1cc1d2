"""Released tables of an agreement: their rows as cells that add up, what is withheld, and what is left to guess."""
