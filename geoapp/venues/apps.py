"""The application's place in Django."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Names the package to Django."""

    name = "geoapp.venues"
    label = "venues"

    def ready(self) -> None:
        """Let the files of a photo go with its row, however that goes."""
        from django.db.models.signals import post_delete

        from geoapp.venues.models import Photo
        from geoapp.venues.photo_files import forget

        post_delete.connect(forget, sender=Photo, dispatch_uid="photo files")
