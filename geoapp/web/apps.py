"""Django app configuration."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Register the package with Django."""

    name = "geoapp.web"
    label = "web"

    def ready(self) -> None:
        """Register browser storage and emails; follow sign-ins and changed addresses."""
        from allauth.account.signals import email_added, email_removed
        from allauth.account.signals import user_logged_in as allauth_logged_in
        from django.contrib.auth.signals import user_logged_in

        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.web.accounts.adapter import register_emails
        from geoapp.web.accounts.earlier_session_cookie import mark_session
        from geoapp.web.accounts.known_devices import remember_device
        from geoapp.web.accounts.notices import (
            tell_of_added_address,
            tell_removed_address,
        )
        from geoapp.web.accounts.pending_like import save_pending_like
        from geoapp.web.manage.change_email import register_change_emails
        from geoapp.web.personal_data import ENTRIES

        register_personal_data(self.label, ENTRIES)
        register_emails()
        register_change_emails()
        user_logged_in.connect(save_pending_like)
        user_logged_in.connect(mark_session)
        allauth_logged_in.connect(remember_device)
        email_added.connect(tell_of_added_address)
        email_removed.connect(tell_removed_address)
