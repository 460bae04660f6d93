"""Accounts: the user model, API keys, quotas and the register of personal data."""
