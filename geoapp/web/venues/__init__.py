"""A venue's page."""
