"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from geoapp.config.request_bodies import CollectedBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geoapp.config.settings")
# No request may hold a core for long; commands and the worker have no limit.
os.environ.setdefault("STATEMENT_TIMEOUT_MS", "10000")
application = CollectedBodies(
    get_wsgi_application(), trusts_proxy=bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
)
