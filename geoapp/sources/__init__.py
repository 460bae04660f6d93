"""Import of external data: a reader per format, repairs, matching and the log."""
