"""A guarded HTTP client for URLs that users enter."""
