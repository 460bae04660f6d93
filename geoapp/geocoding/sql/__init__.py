"""Handwritten SQL: bulk loading with COPY."""
