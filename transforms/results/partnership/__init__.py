"""Results of a climate partnership: a city and its neighbours, one method, one base year."""
