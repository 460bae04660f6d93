"""Django app configuration."""

from django.apps import AppConfig


class GeoConfig(AppConfig):
    """Configuration of the app."""

    name = "geoapp.geo"
    label = "geo"
