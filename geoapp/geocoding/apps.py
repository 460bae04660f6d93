"""The application's place in Django."""

from django.apps import AppConfig


class GeocodingConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.geocoding"
    label = "geocoding"
