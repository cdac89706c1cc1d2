"""Local Green Deals: what a city agrees with organisations, how far it came, and what others can take from it."""
