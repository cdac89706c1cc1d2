"""Climate City Contract: gap, portfolio, third parties, investment plan, indicators, and contradictions in them."""
