"""Offline activities: places open nearby for the rest of today."""
