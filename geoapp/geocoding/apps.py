"""Django app configuration."""

from django.apps import AppConfig


class GeocodingConfig(AppConfig):
    """App configuration of geocoding."""

    name = "geoapp.geocoding"
    label = "geocoding"
