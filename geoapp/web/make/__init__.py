"""From a pasted link or a description to places, without an account."""
