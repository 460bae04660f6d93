"""SQL by hand of the projection: what no QuerySet can say."""
