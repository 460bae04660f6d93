"""The site's settings with one plain view, and hardly any middleware before it."""

from geoapp.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.peers.plain"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # allauth does not start without
]
