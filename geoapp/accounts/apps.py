"""The application's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register what the package, and those below it, store about people."""
        from geoapp.accounts.own_data import ENTRIES, EXPORT
        from geoapp.accounts.personal_data import register_personal_data

        register_personal_data(self.label, ENTRIES, export=EXPORT)
