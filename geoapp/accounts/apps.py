"""Django app configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """App configuration of accounts."""

    name = "geoapp.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the personal data stored by this app and the packages below it."""
        from geoapp.accounts.own_data import ENTRIES, EXPORT, erase
        from geoapp.accounts.personal_data import register_personal_data

        register_personal_data(self.label, ENTRIES, export=EXPORT, erase=erase)
