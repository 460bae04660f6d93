"""Pages about the house itself, and the one for going out."""
