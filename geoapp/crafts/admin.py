"""The admin's view of the vocabulary: to be read; the file is where it is changed."""

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
        """Nobody adds by hand."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """Nobody changes by hand."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """Nobody deletes: old records name it."""
        return False


@admin.register(Craft)
class CraftAdmin(ConceptAdmin):
    """Crafts with what they lie under."""

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
    """Words for curators; what is dealt with may be deleted."""

    list_display = ["word", "vocabulary_list", "count", "first_seen", "last_seen"]
    list_filter = ["vocabulary_list"]
    search_fields = ["word"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Words are counted, not typed."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: models.Model | None = None,  # noqa: ARG002
    ) -> bool:
        """A count is not corrected."""
        return False
