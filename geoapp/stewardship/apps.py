"""Django app configuration."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    """App configuration of stewardship."""

    name = "geoapp.stewardship"
    label = "stewardship"

    def ready(self) -> None:
        """Register this app's personal data, emails and kinds of content."""
        from geoapp.accounts.personal_data import register_personal_data
        from geoapp.stewardship import personal_data as own
        from geoapp.stewardship.account_kind import register_account_kind
        from geoapp.stewardship.actions.photos import hold_if_removed_before
        from geoapp.stewardship.content_kinds import (
            register_content_kinds,
            register_submission_deeds,
        )
        from geoapp.stewardship.emails import register_emails
        from geoapp.stewardship.manager_emails import (
            queue_manager_emails,
            register_manager_emails,
        )
        from geoapp.stewardship.merge_emails import register_merge_emails
        from geoapp.stewardship.report_emails import register_report_emails
        from geoapp.stewardship.settled_changes import take_back_settled_changes
        from geoapp.venues.signals import (
            managers_changed,
            photo_prepared,
            venues_changed,
        )

        register_personal_data(
            self.label, own.ENTRIES, export=own.EXPORT, erase=own.erase
        )
        register_emails()
        register_manager_emails()
        register_merge_emails()
        managers_changed.connect(
            queue_manager_emails, dispatch_uid="stewardship.manager_emails"
        )
        photo_prepared.connect(
            hold_if_removed_before, dispatch_uid="stewardship.removed_photos"
        )
        venues_changed.connect(
            take_back_settled_changes, dispatch_uid="stewardship.settled_changes"
        )
        register_report_emails()
        register_submission_deeds()
        register_content_kinds()
        register_account_kind()
