"""The GeoJSON API: wire shapes, paging and errors; no rules of its own."""
