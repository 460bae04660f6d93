"""The venues that match criteria: parameters, filters, pages, facets and clusters."""
