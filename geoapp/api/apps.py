"""The application's place in Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.api"
    label = "api"
