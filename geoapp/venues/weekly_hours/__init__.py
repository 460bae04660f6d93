"""Opening hours as a week: read from and written to the OpenStreetMap syntax."""
