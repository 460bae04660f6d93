"""Tutorials and the places to make them."""
