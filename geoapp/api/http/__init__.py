"""What stands around every resource: negotiation, authentication, limits and errors."""
