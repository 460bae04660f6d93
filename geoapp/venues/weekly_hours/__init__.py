"""Weekly opening hours, parsed from and written to the OpenStreetMap syntax."""
