"""The application's place in Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.sources"
    label = "sources"
