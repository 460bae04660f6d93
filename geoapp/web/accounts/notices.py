"""Emails about added and removed addresses that allauth does not send."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.utils import timezone


def tell_of_added_address(*, user: Any, email_address: Any, **_signal: Any) -> None:
    """Tell the user's verified addresses. Receives `email_added` of allauth."""
    get_adapter().send_notification_mail(
        "account/email/email_added", user, {"added_email": email_address.email}
    )


def tell_removed_address(*, email_address: Any, **_signal: Any) -> None:
    """Tell the removed address itself; allauth tells the others.

    An address that was never verified may be somebody else's. Receives `email_removed`
    of allauth.
    """
    if email_address.verified:
        context = {"deleted_email": email_address.email, "timestamp": timezone.now()}
        get_adapter().send_mail(
            "account/email/email_deleted", email_address.email, context
        )
