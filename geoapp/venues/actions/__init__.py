"""The verbs: everything that can happen to a venue, a file each."""
