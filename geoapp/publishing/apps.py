"""The application's place in Django, and its receiver of changed venues."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Names the package to Django and connects it to the venues' signal."""

    name = "geoapp.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Refresh the projection whenever a verb changes venues."""
        from geoapp.publishing.receivers import refresh_now
        from geoapp.venues.signals import venues_changed

        venues_changed.connect(refresh_now)
