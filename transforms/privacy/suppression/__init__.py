"""Local suppression: single cells of microdata give way until every row has company."""
