"""How published tables name things, and what we call them: sectors, carriers, scopes, totals."""
