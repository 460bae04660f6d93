"""People in the admin: who moderates and who is staff, and nothing else of them."""

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
    """Likes, home point and password of a person are nobody else's business."""

    list_display = ("email", "is_moderator", "is_staff", "is_active", "date_joined")
    list_filter = ("is_moderator", "is_staff", "is_active")
    search_fields = ("email",)
    ordering = ("email",)
    fields = ("email", "is_moderator", "is_staff", "is_active", "date_joined")
    readonly_fields = ("email", "date_joined")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """People sign up themselves, so that their address is verified."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: User | None = None,  # noqa: ARG002
    ) -> bool:
        """People delete their accounts themselves; who must go is made inactive."""
        return False

    def lookup_allowed(
        self,
        lookup: str,
        value: str,  # noqa: ARG002
        request: HttpRequest | None = None,  # noqa: ARG002
    ) -> bool:
        """Take the page's own filters and nothing else.

        A spatial lookup would read its value as a geometry, a raster or a file.
        """
        return lookup.partition("__")[0] in self.list_filter
