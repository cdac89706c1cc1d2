"""One value at a time: pseudonyms, top and bottom coding, rounding."""
