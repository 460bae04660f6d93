"""The application's place in Django."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.stewardship"
    label = "stewardship"

    def ready(self) -> None:
        """Register what the package stores about people."""
        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.stewardship import personal_data as own

        register_personal_data(
            self.label, own.ENTRIES, export=own.EXPORT, erase=own.erase
        )
