"""Dates, times and numbers as they are written in English, with the clock of most of the world."""
