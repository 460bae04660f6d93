"""Filters of the API's pages."""
