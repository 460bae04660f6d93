"""The settings of the site, and one more app to migrate."""

from geoapp.config.settings import *  # noqa: F403
from geoapp.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.late"]
