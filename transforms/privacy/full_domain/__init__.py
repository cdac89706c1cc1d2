"""One level per quasi-identifier for all rows: the search for the best and its application."""
