"""SQL by hand: loading by COPY."""
