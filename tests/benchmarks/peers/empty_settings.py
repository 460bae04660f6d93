"""The site's settings with the addresses of views that do nothing."""

from geoapp.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.peers.empty"
