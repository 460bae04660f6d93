"""The application's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.accounts"
    label = "accounts"
