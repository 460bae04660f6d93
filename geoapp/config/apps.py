"""Django app configuration."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Configuration of the app."""

    name = "geoapp.config"
    label = "config"
