"""The outbox in the admin: what waits, what failed and why."""

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from geoapp.mailing.actions import accept_address, send_again
from geoapp.mailing.models import Message, MessageQuerySet, RefusedAddress, State

if TYPE_CHECKING:  # the class takes a parameter in its stubs only
    MessageModelAdmin = admin.ModelAdmin[Message]
    RefusedAddressModelAdmin = admin.ModelAdmin[RefusedAddress]
else:
    MessageModelAdmin = RefusedAddressModelAdmin = admin.ModelAdmin


class _ReadOnly:
    """Rows that only the site writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: object = None,  # noqa: ARG002
    ) -> bool:
        """Return False."""
        return False

    def has_delete_permission(
        self,
        request: HttpRequest,  # noqa: ARG002
        obj: object = None,  # noqa: ARG002
    ) -> bool:
        """Return False."""
        return False


@admin.register(Message)
class MessageAdmin(_ReadOnly, MessageModelAdmin):
    """Shows what became of each email, but not its text: that has sign-in links."""

    list_display = ("kind", "recipient", "state", "reason", "attempts", "created_at")
    list_filter = ("state", "category", "kind")
    search_fields = ("recipient",)
    ordering = ("-created_at",)
    exclude = ("context",)
    actions = ("send_selected_again",)

    @admin.action(description=_("Send the selected failed emails again"))
    def send_selected_again(
        self, request: HttpRequest, queryset: MessageQuerySet
    ) -> None:
        """Queue the failed ones among the selected emails again."""
        count = send_again(
            states=[State.FAILED],
            at=timezone.now(),
            among=list(queryset.values_list("pk", flat=True)),
        )
        text = ngettext("%(n)d email queued.", "%(n)d emails queued.", count)
        self.message_user(request, text % {"n": count}, messages.SUCCESS)


@admin.register(RefusedAddress)
class RefusedAddressAdmin(_ReadOnly, RefusedAddressModelAdmin):
    """Shows the addresses that get sign-in email only."""

    list_display = ("address", "reason", "since")
    search_fields = ("address",)
    ordering = ("-since",)
    actions = ("accept_selected",)

    @admin.action(description=_("Send email to the selected addresses again"))
    def accept_selected(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[RefusedAddress],
    ) -> None:
        """Take the mark from the selected addresses."""
        for address in queryset.values_list("address", flat=True):
            accept_address(address=address)
