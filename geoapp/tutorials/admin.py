"""Tutorials in the admin. Likes are private and are not shown, nor counted, here."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import URLField

from geoapp.tutorials.models import Tutorial, TutorialCraft, TutorialEquipment

if TYPE_CHECKING:  # the classes take parameters in their stubs only
    ModelAdmin = admin.ModelAdmin[Tutorial]
    TabularInline = admin.TabularInline[Any, Tutorial]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


class TutorialCraftInline(TabularInline):
    """The crafts of a tutorial."""

    model = TutorialCraft
    extra = 1


class TutorialEquipmentInline(TabularInline):
    """What a tutorial needs; only what is confirmed ranks places."""

    model = TutorialEquipment
    extra = 1


@admin.register(Tutorial)
class TutorialAdmin(ModelAdmin):
    """Facts about a page elsewhere, to be added and corrected by hand."""

    list_display = ("title", "site", "language", "added_at")
    list_filter = ("site", "language")
    search_fields = ("title", "url")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "added_at"
    # An address that is typed without a scheme.
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = (TutorialCraftInline, TutorialEquipmentInline)
