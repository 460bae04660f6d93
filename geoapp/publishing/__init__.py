"""The public projection of venues, and its only writer."""
