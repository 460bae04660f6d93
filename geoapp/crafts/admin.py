"""The vocabulary in the admin, read-only: it is changed in its file."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from geoapp.crafts.models import Craft, Equipment, Material, UnmatchedTerm

if TYPE_CHECKING:  # the class takes a parameter in its stubs only
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class ConceptAdmin(ModelAdmin):
    """Rows that only the command load_vocabulary writes."""

    list_display = ["label", "id", "retired"]
    list_filter = ["retired"]
    search_fields = ["id", "label"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: rows come from the file."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: rows come from the file."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: old records refer to the rows."""
        return False


@admin.register(Craft)
class CraftAdmin(ConceptAdmin):
    """Crafts with their broader crafts."""

    list_display = ["label", "id", "broader", "retired"]
    list_select_related = ["broader"]


@admin.register(Equipment)
class EquipmentAdmin(ConceptAdmin):
    """Types of equipment."""


@admin.register(Material)
class MaterialAdmin(ConceptAdmin):
    """Materials."""


@admin.register(UnmatchedTerm)
class UnmatchedTermAdmin(ModelAdmin):
    """Unmatched words for curators, who can delete those they have dealt with."""

    list_display = ["word", "vocabulary_list", "count", "first_seen", "last_seen"]
    list_filter = ["vocabulary_list"]
    search_fields = ["word"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: words are counted automatically."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: counts are not edited."""
        return False
