"""The application's place in Django."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.venues"
    label = "venues"
