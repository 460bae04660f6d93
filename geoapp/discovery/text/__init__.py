"""What free text means: crafts, equipment, places, times and filters."""
