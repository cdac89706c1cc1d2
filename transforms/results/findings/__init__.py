"""One way to write a finding and a table of findings, for every room that checks something."""
