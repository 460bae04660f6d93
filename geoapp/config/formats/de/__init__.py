"""German conventions of dates, times and numbers."""
