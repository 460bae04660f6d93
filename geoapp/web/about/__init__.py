"""Pages about the site: what it is, its guidelines, privacy."""
