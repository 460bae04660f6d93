"""Django app configuration."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Configuration of the app."""

    name = "geoapp.discovery"
    label = "discovery"
