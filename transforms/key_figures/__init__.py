"""The few numbers of a released table that its report shows in full. One file = one table."""
