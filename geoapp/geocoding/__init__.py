"""Geocoding: names and addresses to positions, mostly from an offline gazetteer."""
