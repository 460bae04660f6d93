"""The application's place in Django, and its ear for changed venues."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Names the package to Django and joins it to the venues' hook."""

    name = "geoapp.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Refresh the projection whenever a verb changes venues."""
        from geoapp.publishing.receivers import refresh_now
        from geoapp.venues.signals import register

        register(refresh_now)
