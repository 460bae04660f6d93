"""Offline activities: what is open near a person in the rest of today."""
