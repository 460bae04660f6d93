"""Tutorials in the admin. Likes are private: neither shown nor counted here."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet, URLField
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from geoapp.tutorials.actions import AlreadyThere, confirm_tutorial, decline_tutorial
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
    """The requirements of a tutorial; only confirmed ones affect rankings."""

    model = TutorialEquipment
    extra = 1


@admin.register(Tutorial)
class TutorialAdmin(ModelAdmin):
    """Tutorials on other sites, which staff can add and correct."""

    list_display = ("title", "site", "language", "added_at", "review")
    list_filter = ("review", "site", "language")
    search_fields = ("title", "url")
    prepopulated_fields = {"slug": ("title",)}
    date_hierarchy = "added_at"
    # For URLs entered without a scheme.
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    inlines = (TutorialCraftInline, TutorialEquipmentInline)
    raw_id_fields = ("added_by",)
    actions = ("confirm", "refuse")

    @admin.action(description=gettext_lazy("Accept selected tutorials"))
    def confirm(self, request: HttpRequest, queryset: QuerySet[Tutorial]) -> None:
        """Accept the selected tutorials; report those whose URL exists already."""
        for tutorial in queryset:
            try:
                confirm_tutorial(tutorial=tutorial)
            except AlreadyThere as error:
                words = gettext(
                    "“%(title)s” was not accepted: %(other)s already has this link."
                )
                values = {"title": tutorial, "other": error.tutorial}
                self.message_user(request, words % values, messages.ERROR)

    @admin.action(description=gettext_lazy("Decline selected tutorials"))
    def refuse(self, _request: HttpRequest, queryset: QuerySet[Tutorial]) -> None:
        """Decline the selected tutorials."""
        for tutorial in queryset:
            decline_tutorial(tutorial=tutorial)
