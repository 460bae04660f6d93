"""The register of personal data, with its export and its erasure.

Each package registers its part in `ready()`, so this module does not depend on the
packages above. The privacy page and the export are generated from the register,
deletion runs through it, and a test compares docs/security.md with it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.emails import queue_account_deleted
from geoapp.accounts.models import User

Text = str | Promise
Export = Callable[[User], Any]
Erase = Callable[[User], None]
SESSIONS = "sessions"


class RegisterHeading(models.TextChoices):
    """Headings of the register, in order."""

    EVERYBODY = "everybody", _("With or without an account")
    ACCOUNT = "account", _("Your account")
    CONTENT = "content", _("What you add")
    DEVICE = "device", _("On your device")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """One kind of personal data: its description and where it is stored.

    `columns` are "app.Model.field". `browser_keys` are such as "cookie:sessionid"; a
    prefix ends in *. `export_parts` are the names of its parts of the export.
    """

    topic: RegisterHeading
    name: Text
    what: Text
    why: Text
    how_long: Text
    who_sees: Text
    columns: tuple[str, ...] = ()
    browser_keys: tuple[str, ...] = ()
    export_parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTrace:
    """Something public that says where or how to reach the user.

    `key` is what forms call it, `kind` is the package's word for what it is, `name`
    belongs to what it was published about.
    """

    key: str
    kind: str
    name: str


class Traces(Protocol):
    """The published traces of users in the data of a package."""

    def __call__(self, user: User) -> tuple[PublishedTrace, ...]:
        """Return what is published about the user."""
        ...

    def remove(self, user: User, *, kept: frozenset[str], at: datetime) -> None:
        """Take back all but the keys in `kept`. `at` is aware."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    entries: Sequence[PersonalData]
    export: Mapping[str, Export]
    erase: Erase | None
    traces: Traces | None


_register: dict[str, _Part] = {}


def register_personal_data(
    package: str,
    entries: Sequence[PersonalData],
    *,
    export: Mapping[str, Export] | None = None,
    erase: Erase | None = None,
    traces: Traces | None = None,
) -> None:
    """Add a package's part; packages register from the lowest to the highest.

    `export` returns each part of the export as plain JSON, a list also as an iterator.
    `erase` deletes what is not deleted with the user's row; the highest package runs
    first. Before it, `traces` are removed.
    """
    _register[package] = _Part(
        entries=entries, export=export or {}, erase=erase, traces=traces
    )


def registered_personal_data() -> tuple[PersonalData, ...]:
    """Return all entries by topic, then in order of registration."""
    entries = [entry for part in _register.values() for entry in part.entries]
    order = list(RegisterHeading)
    return tuple(sorted(entries, key=lambda entry: order.index(entry.topic)))


def export_personal_data(*, user: User, at: datetime) -> dict[str, Any]:
    """Return everything stored about the user, as plain JSON.

    Times are ISO 8601, positions [lon, lat]. `at` (aware) is the time of the export.
    """
    return {
        name: list(value) if isinstance(value, Iterator) else value
        for name, value in _export_parts(user, at)
    }


def stream_personal_data(*, user: User, at: datetime) -> Iterator[str]:
    """Yield the text of `export_personal_data`, row by row where there may be many."""
    yield "{"
    for number, (name, value) in enumerate(_export_parts(user, at)):
        yield f"{',' if number else ''}\n {json.dumps(name)}: "
        if isinstance(value, Iterator):
            yield "["
            for row_number, row in enumerate(value):
                yield f"{',' if row_number else ''}\n  {_as_json(row)}"
            yield "\n ]"
        else:
            yield _as_json(value)
    yield "\n}\n"


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)


def _export_parts(user: User, at: datetime) -> Iterator[tuple[str, Any]]:
    """Yield each part of the export when it is due; lists may be iterators."""
    yield "taken_at", at.isoformat()
    for part in _register.values():
        for name, export in part.export.items():
            yield name, export(user)
    yield (
        SESSIONS,
        (
            {"ends_at": iso_time(session.expire_date)}
            for session in _sessions_of(user, live_at=at)
        ),
    )


def published_traces(user: User) -> tuple[PublishedTrace, ...]:
    """Return what is published and says where or how to reach the user."""
    return tuple(
        trace
        for part in _register.values()
        if part.traces
        for trace in part.traces(user)
    )


@transaction.atomic
def delete_account(
    *, user: User, at: datetime, kept: frozenset[str] = frozenset()
) -> None:
    """Delete the user and everything that only concerns them; `at` is aware.

    A published home workshop is withdrawn, and a contact address of theirs erased, but
    for those in `kept` (keys of published_traces). What else others rely on stays
    without their name: published venues, even those that nobody manages any more,
    published tutorials, and the history. The user is told by email, at every address.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    addresses = addresses_of(person)
    for part in _register.values():
        if part.traces:
            part.traces.remove(person, kept=kept, at=at)
    for part in reversed(_register.values()):
        if part.erase:
            part.erase(person)
    Session.objects.filter(expire_date__lt=at).delete()
    own = [session.pk for session in _sessions_of(person)]
    Session.objects.filter(pk__in=own).delete()
    person.delete()
    queue_account_deleted(addresses, language=person.language, at=at)


def iso_time(value: datetime | None) -> str | None:
    """Return a time in ISO 8601, as in the export."""
    return value.isoformat() if value else None


def _sessions_of(user: User, *, live_at: datetime | None = None) -> Iterator[Session]:
    # The user's id is stored inside the session, so each has to be decoded.
    rows = Session.objects.all()
    if live_at:
        rows = rows.filter(expire_date__gt=live_at)
    for session in rows.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            yield session
