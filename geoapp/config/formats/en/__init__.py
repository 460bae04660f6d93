"""English conventions of dates, times and numbers, with the 24-hour clock."""
