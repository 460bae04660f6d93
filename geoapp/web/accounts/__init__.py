"""What belongs to a signed-in person: likes and the home point."""
