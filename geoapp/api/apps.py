"""Django app configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Configuration of the app."""

    name = "geoapp.api"
    label = "api"
