"""Dates, times and numbers in the conventions of each language."""
