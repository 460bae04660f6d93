"""Django app configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Configuration of the app."""

    name = "geoapp.common"
    label = "common"
