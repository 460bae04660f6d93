"""Pages of crafts and equipment, with their places and tutorials."""
