"""Names to positions: a port and an offline gazetteer."""
