"""What the others serve of a venue: columns of one table, less than our feature."""

COLUMNS = (
    *("slug", "name", "kind", "locality", "country", "precision", "uncertainty_m"),
    *("access", "wheelchair", "newcomers", "operation", "confirmed_at"),
)
