"""Django app configuration."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """App configuration of venues."""

    name = "geoapp.venues"
    label = "venues"

    def ready(self) -> None:
        """Register personal data, and the deletion of files with their photos."""
        from django.db.models.signals import post_delete

        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.venues import personal_data as own
        from geoapp.venues.leaving import VenueTraces
        from geoapp.venues.models import Photo
        from geoapp.venues.photo_preparation import delete_photo_files

        register_personal_data(
            self.label,
            own.ENTRIES,
            export=own.EXPORT,
            erase=own.erase,
            traces=VenueTraces(),
        )
        post_delete.connect(
            delete_photo_files, sender=Photo, dispatch_uid="photo files"
        )
