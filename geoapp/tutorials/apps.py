"""Django app configuration."""

from django.apps import AppConfig


class TutorialsConfig(AppConfig):
    """App configuration of tutorials."""

    name = "geoapp.tutorials"
    label = "tutorials"

    def ready(self) -> None:
        """Register the personal data that this app stores."""
        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.tutorials import personal_data as own

        register_personal_data(
            self.label, own.ENTRIES, export=own.EXPORT, erase=own.erase
        )
