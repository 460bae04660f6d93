"""The application's place in Django."""

from django.apps import AppConfig


class TutorialsConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.tutorials"
    label = "tutorials"
