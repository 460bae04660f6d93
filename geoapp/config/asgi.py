"""The ASGI application that the server runs: Django's WSGI handler in some threads."""

import resource

from django.conf import settings

from geoapp.config.threaded_wsgi import ThreadedWsgi
from geoapp.config.wsgi import application as wsgi_application
from geoapp.discovery.text.warm_up import warm_up

# Thousands of connections that say nothing keep nobody out (F18 in docs/security.md);
# many systems allow a process 1,024 files.
_FILES = 10_000


def _allow_files(count: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


_allow_files(_FILES)
warm_up()
application = ThreadedWsgi(
    wsgi_application, trusts_proxy=bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT)
)
