"""The rules of the audit. One file = one rule, or one family of sums; each yields findings for one city and year."""
