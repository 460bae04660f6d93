"""One file per resource: a parsed request, one domain call, a document."""
