"""Pages for managers and moderators of venues."""
