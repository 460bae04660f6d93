"""Personal data stored by accounts and by the packages below it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.counters import forget_counts
from geoapp.accounts.models import ApiKey, User
from geoapp.accounts.personal_data import (
    SESSIONS,
    Export,
    PersonalData,
    RegisterHeading,
    iso_time,
)
from geoapp.mailing.actions import forget_recipients
from geoapp.mailing.models import Message
from geoapp.mailing.status import refused_addresses

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Counts of what you send"),
        what=_(
            "With an account, its number and how many invitations, links and pasted"
            " texts you sent today. Without one, a keyed hash of your IP address and how"
            " many reports."
        ),
        why=_("To stop spam."),
        how_long=_("Up to a day and two hours."),
        who_sees=_("Nobody."),
        columns=("accounts.Quota.client",),
    ),
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Attempt counts"),
        what=_(
            "A keyed hash of your IP address, of the email address entered or of"
            " your account's number. With it, the number of recent attempts to sign"
            " in, send emails or look up links."
        ),
        why=_("To stop people who guess passwords or send spam."),
        how_long=_("They count for up to a day and are deleted within two more hours."),
        who_sees=_("Nobody."),
        columns=("accounts.CacheEntry.cache_key", "accounts.CacheEntry.value"),
    ),
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Session"),
        what=_("A cookie and a record of which account is signed in."),
        why=_("To keep you signed in."),
        how_long=_(
            "Until you sign out, or up to 14 days. If you choose to stay signed in, 60"
            " days after your last visit."
        ),
        who_sees=_("You."),
        columns=("sessions.Session.session_key", "sessions.Session.session_data"),
        browser_keys=(f"cookie:{settings.SESSION_COOKIE_NAME}",),
        export_parts=(SESSIONS,),
    ),
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Addresses that were looked up"),
        what=_(
            "A hash of each street address that was looked up, with its location"
            " and label, but not who did. Only where the operator uses a geocoder."
        ),
        why=_("So that the geocoder is not asked twice."),
        how_long=_("180 days."),
        who_sees=_("Nobody."),
        columns=("geocoding.GeocodedAddress.point", "geocoding.GeocodedAddress.label"),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("Account"),
        what=_(
            "Your email address and a hash of your password. When you signed up and"
            " last signed in. The language of emails to you. Which guidelines you"
            " accepted and when. Whether you are a moderator or staff."
        ),
        why=_("So that you can sign in and get emails about what you submit."),
        how_long=_("Until you delete the account."),
        who_sees=_(
            "You, moderators and staff. Managers of the same place, if you say so."
        ),
        columns=(
            "accounts.User.email",
            "accounts.User.language",
            "accounts.User_groups.user",
            "accounts.User_user_permissions.user",
        ),
        export_parts=("account",),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("More email addresses"),
        what=_("Other addresses you add, and whether they are verified."),
        why=_("So that you can change your address or accept an invitation."),
        how_long=_("Until you remove them or delete the account."),
        who_sees=_("You and staff."),
        columns=(
            "account.EmailAddress.user",
            "account.EmailAddress.email",
            "account.EmailConfirmation.email_address",
        ),
        export_parts=("email_addresses",),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("Home location"),
        what=_("A location you save, rounded to about a kilometre."),
        why=_("To show places near you."),
        how_long=_("Until you remove it or delete the account."),
        who_sees=_("You."),
        columns=("accounts.User.home_point",),
        export_parts=("account",),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("Two-step verification"),
        what=_(
            "Your authenticator apps, passkeys and recovery codes: names, secrets, when"
            " you added and last used them."
        ),
        why=_("To check that it is you."),
        how_long=_("Until you remove them or delete the account."),
        who_sees=_("You and staff. The export leaves out the secrets."),
        columns=("mfa.Authenticator.user", "mfa.Authenticator.data"),
        export_parts=("second_factors",),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("API keys"),
        what=_(
            "A name, the first characters and a hash of each key, and when you created,"
            " last used or revoked it."
        ),
        why=_("So that your programs can use the API."),
        how_long=_("Until you delete the account."),
        who_sees=_("You."),
        columns=("accounts.ApiKey.user",),
        export_parts=("api_keys",),
    ),
    PersonalData(
        topic=RegisterHeading.EVERYBODY,
        name=_("Emails"),
        what=_(
            "The emails we send: address, kind, when, and whether it worked. The text"
            " until it is sent, or for 7 days if it cannot be. Whether an address"
            " rejects email, and the reason its mail server gives."
        ),
        why=_("To send each email once, and to tell you if one did not arrive."),
        how_long=_(
            "30 days. The note that an address rejects email: 180 days, or until you try"
            " it again. Everything about your addresses is deleted with your account,"
            " except the email that confirms the deletion, until it is sent."
        ),
        who_sees=_("You and staff. Only the worker that sends them reads the texts."),
        columns=(
            "mailing.Message.recipient",
            "mailing.Message.context",
            "mailing.RefusedAddress.address",
        ),
        export_parts=("emails",),
    ),
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("Administration log"),
        what=_("What staff change in the administration, and when."),
        why=_("To find out who changed what."),
        how_long=_("Until the member of staff deletes the account."),
        who_sees=_("Staff."),
        columns=("admin.LogEntry.user",),
        export_parts=("administration",),
    ),
)


def _account(user: User) -> dict[str, Any]:
    home = user.home_point
    return {
        "email": user.email,
        "joined": iso_time(user.date_joined),
        "last_signed_in": iso_time(user.last_login),
        "home_point": [home.x, home.y] if home else None,
        "language": user.language,
        "is_moderator": user.is_moderator,
        "is_staff": user.is_staff,
        "guidelines_version": user.guidelines_version,
        "guidelines_accepted_at": iso_time(user.guidelines_accepted_at),
    }


def _email_addresses(user: User) -> list[dict[str, Any]]:
    rows: Iterable[Any] = EmailAddress.objects.filter(user=user).order_by("pk")
    return [
        {"email": row.email, "verified": row.verified, "primary": row.primary}
        for row in rows
    ]


def _second_factors(user: User) -> list[dict[str, Any]]:
    """Return names and times of use of the second factors, without secrets."""
    rows: Iterable[Any] = Authenticator.objects.filter(user=user).order_by("pk")
    return [
        {
            "type": row.type,
            "name": str(row),
            "added_at": iso_time(row.created_at),
            "last_used_at": iso_time(row.last_used_at),
        }
        for row in rows
    ]


def _api_keys(user: User) -> list[dict[str, Any]]:
    """Return names and scopes of the API keys, without their digests."""
    return [
        {
            "name": key.name,
            "prefix": key.prefix,
            "scopes": key.scopes,
            "made_at": iso_time(key.created_at),
            "last_used_at": iso_time(key.last_used_at),
            "revoked_at": iso_time(key.revoked_at),
        }
        for key in ApiKey.objects.filter(user=user).order_by("created_at", "pk")
    ]


def _administration(user: User) -> Iterator[dict[str, Any]]:
    rows = LogEntry.objects.filter(user=user).order_by("pk").iterator()
    return ({"at": iso_time(row.action_time), "what": str(row)} for row in rows)


def _emails(user: User) -> dict[str, Any]:
    """Return what became of the emails to the user, without their texts."""
    addresses = addresses_of(user)
    return {
        "sent": [
            {"to": m.recipient, "kind": m.kind, "at": iso_time(m.created_at)}
            | {"state": m.state, "reason": m.reason}
            for m in Message.objects.to(*addresses).order_by("created_at", "pk")
        ],
        "refused": [
            {"address": row.address, "reason": row.reason, "at": iso_time(row.since)}
            for row in refused_addresses(addresses)
        ],
    }


def erase(user: User) -> None:
    """Delete the user's counts, and what the outbox holds about their own addresses.

    Not about unverified ones, which may be somebody else's.
    """
    forget_counts(user.pk)
    forget_recipients(addresses_of(user))


EXPORT: Mapping[str, Export] = {
    "account": _account,
    "email_addresses": _email_addresses,
    "second_factors": _second_factors,
    "api_keys": _api_keys,
    "administration": _administration,
    "emails": _emails,
}
