"""Dates, times and numbers as they are written in German."""
