"""Django app configuration."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Register the package with Django."""

    name = "geoapp.web"
    label = "web"

    def ready(self) -> None:
        """Register browser storage and sign-in emails; store a like after sign-in."""
        from django.contrib.auth.signals import user_logged_in

        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.web.accounts.adapter import register_emails
        from geoapp.web.accounts.pending_like import save_pending_like
        from geoapp.web.personal_data import ENTRIES

        register_personal_data(self.label, ENTRIES)
        register_emails()
        user_logged_in.connect(save_pending_like)
