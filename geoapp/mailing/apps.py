"""Django app configuration."""

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """App configuration of mailing."""

    name = "geoapp.mailing"
    label = "mailing"
