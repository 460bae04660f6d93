"""The contract of the API, written once, as OpenAPI 3.0 and 3.1."""
