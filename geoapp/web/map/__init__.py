"""The map and the list of one search."""
