"""SQL by hand, with bound parameters only."""
