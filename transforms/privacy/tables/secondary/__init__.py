"""Which further cells must be withheld, and the linear programs that prove it is enough."""
