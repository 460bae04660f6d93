"""Pages that are the same for everybody, kept in memory until anything changes."""
