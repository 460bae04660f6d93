"""Venues: their data and its sources, who can change them, and their history."""
