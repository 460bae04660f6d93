"""Django app configuration, and its receiver of changed venues."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Configuration of the app; connects it to the venues' signal."""

    name = "geoapp.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Register personal data; refresh the projection when venues change."""
        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.publishing.personal_data import ENTRIES
        from geoapp.publishing.receivers import refresh_now
        from geoapp.venues.signals import venues_changed

        register_personal_data(self.label, ENTRIES)
        venues_changed.connect(refresh_now)
