"""Messages to moderators about a venue, and replies to their questions."""
