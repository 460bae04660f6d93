"""The site's settings with django-migration-linter, which servers do not have."""

from geoapp.config.settings import *  # noqa: F403
from geoapp.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "django_migration_linter"]
