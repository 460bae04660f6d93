"""The application's place in Django."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.common"
    label = "common"
