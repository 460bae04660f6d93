"""Pages: a request in, one domain call, a page out."""
