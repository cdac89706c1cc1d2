"""The differencing guard: a new table of counts held against everything that was released before."""
