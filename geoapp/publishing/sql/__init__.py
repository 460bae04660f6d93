"""Hand-written SQL of the projection: what no QuerySet can express."""
