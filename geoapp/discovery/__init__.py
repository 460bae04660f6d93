"""Search and matching, read from the published projection."""
