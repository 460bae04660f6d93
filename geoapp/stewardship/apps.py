"""The application's place in Django."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.stewardship"
    label = "stewardship"
