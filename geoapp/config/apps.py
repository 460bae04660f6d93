"""The application's place in Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.config"
    label = "config"
