"""Local recoding: each class as fine as it can be, instead of one level per field for all rows."""
