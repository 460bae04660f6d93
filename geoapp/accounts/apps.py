"""Django app configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """App configuration of accounts."""

    name = "geoapp.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register this app's emails, and the personal data up to here."""
        from geoapp.accounts.emails import register_emails
        from geoapp.accounts.own_data import ENTRIES, EXPORT, erase
        from geoapp.accounts.personal_data import register_personal_data

        register_personal_data(self.label, ENTRIES, export=EXPORT, erase=erase)
        register_emails()
