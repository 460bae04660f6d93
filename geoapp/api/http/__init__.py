"""HTTP behaviour shared by all resources: negotiation, authentication, limits, errors."""
