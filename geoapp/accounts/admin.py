"""User accounts in the admin: roles and status only."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from geoapp.accounts.models import User

if TYPE_CHECKING:  # the class takes a parameter in its stubs only
    UserModelAdmin = admin.ModelAdmin[User]
else:
    UserModelAdmin = admin.ModelAdmin


@admin.register(User)
class UserAdmin(UserModelAdmin):
    """Shows roles and status; not the user's likes, home location or password."""

    list_display = ("email", "is_moderator", "is_staff", "is_active", "date_joined")
    list_filter = ("is_moderator", "is_staff", "is_active")
    search_fields = ("email",)
    ordering = ("email",)
    fields = ("email", "is_moderator", "is_staff", "is_active", "date_joined")
    readonly_fields = ("email", "date_joined")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: users sign up themselves and verify their email address."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: User | None = None,  # noqa: ARG002
    ) -> bool:
        """Return False: users delete their own accounts; staff can deactivate them."""
        return False

    def lookup_allowed(
        self,
        lookup: str,
        value: str,  # noqa: ARG002
        request: HttpRequest | None = None,  # noqa: ARG002
    ) -> bool:
        """Allow only lookups of the page's own filters.

        A spatial lookup would parse its value as a geometry, a raster or a file.
        """
        return lookup.partition("__")[0] in self.list_filter
