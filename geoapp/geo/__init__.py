"""Geometry without a domain: Position, BBox, Radius; PostGIS expressions."""
