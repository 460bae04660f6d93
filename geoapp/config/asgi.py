"""The ASGI application that the server runs: Django's WSGI handler in some threads."""

from django.conf import settings

from geoapp.config.threaded_wsgi import ThreadedWsgi
from geoapp.config.wsgi import application as wsgi_application

application = ThreadedWsgi(
    wsgi_application, trusts_proxy=bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
)
