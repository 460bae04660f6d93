"""The one guarded HTTP client for addresses that people give us."""
