"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geoapp.config.settings")
# No request may hold a core for long; commands and the worker have no limit.
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "10000")
application = get_wsgi_application()
