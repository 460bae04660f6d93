"""The contract of the API, written once and spoken in OpenAPI 3.0 and 3.1."""
