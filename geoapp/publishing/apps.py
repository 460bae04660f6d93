"""The application's place in Django."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.publishing"
    label = "publishing"
