"""Django app configuration."""

from django.apps import AppConfig


class CraftsConfig(AppConfig):
    """App configuration of crafts."""

    name = "geoapp.crafts"
    label = "crafts"
