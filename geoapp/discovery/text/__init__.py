"""The interpretation of free text: crafts, equipment, places, times and filters."""
