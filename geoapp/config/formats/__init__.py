"""Dates, times and numbers as readers of each language write them."""
