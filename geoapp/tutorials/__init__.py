"""Tutorials on other sites: their requirements, and users' likes."""
