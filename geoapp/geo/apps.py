"""The application's place in Django."""

from django.apps import AppConfig


class GeoConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.geo"
    label = "geo"
