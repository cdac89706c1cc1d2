"""What may leave the house: results and handover tables. One file = one table."""
