"""Imports in the admin: a read-only log."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from geoapp.sources.models import ImportRun

if TYPE_CHECKING:
    ImportRunAdminClass = admin.ModelAdmin[ImportRun]
else:
    ImportRunAdminClass = admin.ModelAdmin


@admin.register(ImportRun)
class ImportRunAdmin(ImportRunAdminClass):
    """Shows what was imported, when, and with which result."""

    list_display = (
        "file_name",
        "source_key",
        "started_at",
        "finished",
        "imported",
        "repaired",
        "refused",
    )
    list_filter = ("source_key", "finished")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: imports come from files only."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: ImportRun | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: a log is not edited."""
        return False
