"""From an address or a few words to places, without an account."""
