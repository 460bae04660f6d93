"""Things one can make: their requirements, and likes."""
