"""The application's place in Django."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.discovery"
    label = "discovery"
