"""One file a resource: a request read, one domain call, a document."""
