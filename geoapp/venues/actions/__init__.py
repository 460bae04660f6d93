"""Actions on venues, one use case per module."""
