"""Pages of a signed-in user: likes, account, API keys."""
