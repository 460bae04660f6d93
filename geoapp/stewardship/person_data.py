"""Everything that is kept about a person, for them to take along."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from geoapp.accounts.models import ApiKey, User
from geoapp.stewardship.models import Contribution, Report
from geoapp.tutorials.models import Like, Tutorial
from geoapp.venues.compute import field_names
from geoapp.venues.models import CorrectionEvent, Invitation, Organizer, Photo
from geoapp.venues.record_json import to_json
from geoapp.venues.records import VenueRecord
from geoapp.venues.stored_records import records_of


def person_data(*, user: User, at: datetime) -> dict[str, Any]:
    """Return all of it in plain JSON; times are ISO 8601, positions [lon, lat].

    A key for each part; `at` (aware) is when it was taken.
    """
    parts = {name: part(user) for name, part in PARTS.items()}
    sessions = [
        {"ends_at": _time(session.expire_date)} for session in sessions_of(user, at=at)
    ]
    return {"taken_at": at.isoformat(), **parts, "sessions": sessions}


def addresses_of(user: User) -> tuple[str, ...]:
    """Return every e-mail address of the person, the one they sign in with first."""
    more = EmailAddress.objects.filter(user=user, verified=True).exclude(
        email__iexact=user.email
    )
    return (user.email, *more.order_by("pk").values_list("email", flat=True))


def _time(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def _account(user: User) -> dict[str, Any]:
    home = user.home_point
    return {
        "email": user.email,
        "joined": _time(user.date_joined),
        "last_signed_in": _time(user.last_login),
        "home_point": [home.x, home.y] if home else None,
        "is_moderator": user.is_moderator,
        "is_staff": user.is_staff,
        "guidelines_version": user.guidelines_version,
        "guidelines_accepted_at": _time(user.guidelines_accepted_at),
    }


def _addresses(user: User) -> list[dict[str, Any]]:
    rows: Iterable[Any] = EmailAddress.objects.filter(user=user).order_by("pk")
    return [
        {"email": row.email, "verified": row.verified, "primary": row.primary}
        for row in rows
    ]


def _second_factors(user: User) -> list[dict[str, Any]]:
    """Tell what they are called and when they were used: never a secret or a key."""
    rows: Iterable[Any] = Authenticator.objects.filter(user=user).order_by("pk")
    return [
        {
            "type": row.type,
            "name": str(row),
            "added_at": _time(row.created_at),
            "last_used_at": _time(row.last_used_at),
        }
        for row in rows
    ]


def _keys(user: User) -> list[dict[str, Any]]:
    """Tell what they are called and what they open: never a key or its digest."""
    return [
        {
            "name": key.name,
            "prefix": key.prefix,
            "scopes": key.scopes,
            "made_at": _time(key.created_at),
            "last_used_at": _time(key.last_used_at),
            "revoked_at": _time(key.revoked_at),
        }
        for key in ApiKey.objects.filter(user=user).order_by("created_at", "pk")
    ]


def _likes(user: User) -> list[dict[str, Any]]:
    rows = Like.objects.filter(user=user).select_related("tutorial").order_by("pk")
    return [
        {
            "title": row.tutorial.title,
            "url": row.tutorial.url,
            "liked_at": _time(row.liked_at),
        }
        for row in rows
    ]


def _tutorials(user: User) -> list[dict[str, Any]]:
    rows = Tutorial.objects.added_by(user)
    return [
        {
            "title": row.title,
            "url": row.url,
            "added_at": _time(row.added_at),
            "review": row.review,
        }
        for row in rows
    ]


def _venues(user: User) -> list[dict[str, Any]]:
    organizers = (
        Organizer.objects.filter(user=user).select_related("venue").order_by("pk")
    )
    rows = list(organizers)
    records = records_of([row.venue_id for row in rows])
    return [
        {
            "id": str(row.venue.pk),
            "since": _time(row.since),
            "publication": row.venue.publication,
            "says": _record_values(records.get(row.venue_id)),
        }
        for row in rows
    ]


def _record_values(record: VenueRecord | None) -> dict[str, Any]:
    written = to_json(record) if record else {}
    return {name: written[name] for name in field_names() if name in written}


def _words(user: User) -> list[dict[str, Any]]:
    rows = CorrectionEvent.objects.filter(author_id=user.pk).order_by("pgh_id")
    return [
        {
            "venue": str(row.venue_id),
            "field": row.field,
            "value": row.value,
            "said_at": _time(row.made_at),
        }
        for row in rows
    ]


def _photos(user: User) -> list[dict[str, Any]]:
    rows = Photo.objects.filter(added_by=user).order_by("added_at", "pk")
    return [
        {
            "id": str(row.pk),
            "venue": str(row.venue_id),
            "alt": row.alt,
            "author": row.author,
            "licence": row.licence,
            "added_at": _time(row.added_at),
        }
        for row in rows
    ]


def _contributions(user: User) -> list[dict[str, Any]]:
    rows = Contribution.objects.made_by(user)
    return [_contribution(row) for row in rows]


def _decisions(user: User) -> list[dict[str, Any]]:
    """Tell what the person decided, not what somebody else had handed in."""
    rows = Contribution.objects.filter(decided_by=user).order_by("decided_at")
    return [_judged(row) for row in rows]


def _contribution(row: Contribution) -> dict[str, Any]:
    return {**_judged(row), "changes": row.changes, "answer": row.answer}


def _judged(row: Contribution) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "venue": str(row.venue_id) if row.venue_id else None,
        "tutorial": str(row.tutorial_id) if row.tutorial_id else None,
        "made_at": _time(row.made_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": _time(row.decided_at),
    }


def _reports(user: User) -> list[dict[str, Any]]:
    rows = Report.objects.filter(author=user).order_by("made_at", "pk")
    return [{**_settled(row), "words": row.words} for row in rows]


def _settled_reports(user: User) -> list[dict[str, Any]]:
    """Tell what the person decided, not what somebody else had written."""
    rows = Report.objects.filter(decided_by=user).order_by("decided_at", "pk")
    return [_settled(row) for row in rows]


def _settled(row: Report) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "venue": str(row.venue_id),
        "topic": row.topic,
        "made_at": _time(row.made_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": _time(row.decided_at),
    }


def _invitations(user: User) -> list[dict[str, Any]]:
    sent = Invitation.objects.filter(invited_by=user)
    got = [
        row
        for address in addresses_of(user)
        for row in Invitation.objects.filter(email__iexact=address)
    ]
    return [
        {
            "venue": str(row.venue_id),
            "email": row.email,
            "invited_at": _time(row.invited_at),
        }
        for row in (*sent, *got)
    ]


def sessions_of(user: User, *, at: datetime | None = None) -> list[Session]:
    """Return every session in which the person is, or at that time is, signed in."""
    # Whose a session is stands inside it alone: each has to be opened.
    rows = Session.objects.filter(expire_date__gt=at) if at else Session.objects.all()
    return [
        session
        for session in rows.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]


def _administration(user: User) -> list[dict[str, Any]]:
    rows = LogEntry.objects.filter(user=user).order_by("pk")
    return [{"at": _time(r.action_time), "what": str(r)} for r in rows]


PARTS: Mapping[str, Callable[[User], Any]] = {
    "account": _account,
    "email_addresses": _addresses,
    "second_factors": _second_factors,
    "api_keys": _keys,
    "likes": _likes,
    "tutorials": _tutorials,
    "venues": _venues,
    "what_you_said": _words,
    "photos": _photos,
    "contributions": _contributions,
    "decisions": _decisions,
    "reports": _reports,
    "decisions_on_reports": _settled_reports,
    "invitations": _invitations,
    "administration": _administration,
}
