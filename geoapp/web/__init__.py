"""The web pages: each view makes one domain call and renders a template."""
