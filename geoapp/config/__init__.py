"""Composition root: settings, addresses, the WSGI application. Knows all other packages."""
