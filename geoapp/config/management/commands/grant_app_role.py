"""Gives server and worker a database role of their own."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from geoapp.config.app_role_sql import grant_app_role


class Command(BaseCommand):
    """`manage.py grant_app_role`: what is granted already stays."""

    help = "Create the database role of APP_DATABASE_URL and grant it what it needs."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Raise CommandError unless APP_DATABASE_URL names another role."""
        app, owner = settings.APP_DATABASE, settings.DATABASES["default"]
        if not app.get("USER") or app["USER"] == owner.get("USER"):
            raise CommandError(
                "Set APP_DATABASE_URL to the URL of the database with another role than"
                " the one of DATABASE_URL."
            )
        grant_app_role(app["USER"], password=app.get("PASSWORD", ""))
        self.stdout.write(f"Role {app['USER']}: it can read and write rows.")
