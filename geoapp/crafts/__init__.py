"""The shared vocabulary through which venues and tutorials meet."""
