"""A venue's photos: upload, description, order and removal."""
