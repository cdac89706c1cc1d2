"""The arithmetic audit of published greenhouse-gas tables. A finding never changes a number: it stands beside it."""
