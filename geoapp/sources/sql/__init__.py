"""Handwritten SQL, with bound parameters only."""
