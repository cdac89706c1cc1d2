"""A believable German city that does not exist: seeded personal data with known defects. One file = one dataset.

Nothing here is anybody's: the city, its postcodes (00…, which no German place has) and its register prefix (ZZ) are
invented, and names are drawn at random from lists of frequent ones.
"""
