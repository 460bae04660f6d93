"""The application's place in Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.web"
    label = "web"
