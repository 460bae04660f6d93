"""The search page: map, list, filters and formats."""
