"""Dates, times and numbers as they are written in the United States."""
