"""Composition root: settings, URLs, the WSGI application. May import everything."""
