"""The application's place in Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.web"
    label = "web"

    def ready(self) -> None:
        """Keep the like of a stranger once they have signed in."""
        from django.contrib.auth.signals import user_logged_in

        from geoapp.web.accounts.pending_like import keep_wanted_like

        user_logged_in.connect(keep_wanted_like)
