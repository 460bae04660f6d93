"""Changing a venue: step by step, opening hours, history and conflicts."""
