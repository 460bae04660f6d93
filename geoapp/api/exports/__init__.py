"""Everything published as a file, streamed: one module a format."""
