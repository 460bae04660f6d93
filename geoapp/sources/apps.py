"""Django app configuration."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """App configuration of sources."""

    name = "geoapp.sources"
    label = "sources"
