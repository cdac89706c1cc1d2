"""Emission factors out of the house's own tables: named sets of one basis, and the one factor of each row."""
