"""Conventions of dates, times and numbers in the United States."""
