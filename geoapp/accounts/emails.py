"""Emails that tell a user what changed about the security of the account."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.common.public_url import public_url
from geoapp.mailing.actions import queue_email
from geoapp.mailing.kinds import EmailKind, RenderedEmail, register_email_kind
from geoapp.mailing.models import Category


def queue_key_created(*, user: User, name: str, at: datetime) -> None:
    """Tell the user, at every address, of a new API key. `at` is aware."""
    _queue(
        "key_created",
        addresses_of(user),
        language=user.language,
        subject=_("An API key was created for your account"),
        name=name,
        at=at,
    )


def queue_key_revoked(*, user: User, name: str, at: datetime) -> None:
    """Tell the user, at every address, that an API key no longer works."""
    _queue(
        "key_revoked",
        addresses_of(user),
        language=user.language,
        subject=_("An API key of your account was revoked"),
        name=name,
        at=at,
    )


def queue_account_deleted(
    addresses: Iterable[str], *, language: str, at: datetime
) -> None:
    """Tell the addresses of a deleted account. Each is forgotten with its email."""
    _queue(
        "deleted",
        addresses,
        language=language,
        subject=_("Your account has been deleted"),
        at=at,
    )


def _queue(
    notice: str,
    addresses: Iterable[str],
    *,
    language: str,
    subject: Promise,
    at: datetime,
    name: str = "",
) -> None:
    """Queue a notice in the user's language, or that of the page if it is not known."""
    language = language or translation.get_language() or ""
    context = {
        "name": name,
        "timestamp": at,
        "contact": settings.CONTACT,
        "password_reset_url": public_url("/accounts/password/reset/"),
    }
    with translation.override(language or None):
        text = render_to_string(f"accounts/emails/{notice}.txt", context)
        subject_line = f"Makerloom: {subject}"
    for address in addresses:
        queue_email(
            f"accounts/{notice}",
            recipient=address,
            language=language,
            context={"subject": subject_line, "text": text.strip()},
            at=at,
        )


def register_emails() -> None:
    """Register the kinds of email of this package."""
    for name, is_forgotten in (("accounts", False), ("accounts/deleted", True)):
        kind = EmailKind(
            category=Category.SIGN_IN,
            label=_("An email about signing in or security"),
            render=lambda context: RenderedEmail(**context),
            is_forgotten=is_forgotten,
        )
        register_email_kind(name, kind)
