"""Adding a venue: from a website or text, its position, the preview."""
