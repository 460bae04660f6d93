"""The WSGI application."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from geoapp.config.request_bodies import CollectedBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geoapp.config.settings")
application = CollectedBodies(
    get_wsgi_application(), trusts_proxy=bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
)
