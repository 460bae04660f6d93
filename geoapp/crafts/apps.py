"""The application's place in Django."""

from django.apps import AppConfig


class CraftsConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.crafts"
    label = "crafts"
