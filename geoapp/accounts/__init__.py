"""People: the custom user model."""
