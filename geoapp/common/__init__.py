"""DomainError and the few bases everyone needs."""
