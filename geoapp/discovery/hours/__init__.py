"""Whether a venue is open, at a moment and today."""
