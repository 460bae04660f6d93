"""What awaits review, with reasons to look twice: what several accounts share.

No address is stored for it: texts, links and pictures are compared, invitations and the
hours in which accounts were created. Each item is in one group; the work is linear.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.common.text import folded
from geoapp.stewardship.models import Contribution, Report
from geoapp.venues.models import Invitation, ManagerChange, ManagerEvent, Photo

# Shorter texts are alike by chance.
_MIN_TEXT_LENGTH = 20


class SharedTrait(TextChoices):
    """Why items stand together, the most telling trait first."""

    TEXT = "text", _("Same text")
    LINK = "link", _("Same link")
    PICTURE = "picture", _("Same picture")
    INVITATIONS = "invitations", _("Linked by invitations")
    SIGN_UP = "sign_up", _("Accounts created within the same hour")


# So many accounts have to share it.
_ACCOUNTS = dict.fromkeys(SharedTrait, 2) | {SharedTrait.SIGN_UP: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A submission or a report that awaits review; `answers` if it replies."""

    row: Contribution | Report
    author: User | None
    made_at: datetime
    answers: bool = False

    @property
    def is_report(self) -> bool:
        """Return whether it is a report or a claim."""
        return isinstance(self.row, Report)

    @property
    def id(self) -> UUID:
        """Return the id of the submission or report."""
        return self.row.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueGroup:
    """Items of several accounts that share something, oldest first."""

    trait: SharedTrait
    items: tuple[QueueItem, ...]

    @property
    def accounts(self) -> int:
        """Return how many accounts they are by."""
        return len({item.author.pk for item in self.items if item.author is not None})


Keys = Callable[[QueueItem], Iterable[Hashable]]


def grouped(
    items: Sequence[QueueItem],
) -> tuple[list[QueueGroup], list[QueueItem]]:
    """Return the groups, the largest of a trait first, and the other items.

    Items without an account are in no group.
    """
    authors = {item.author.pk: item.author for item in items if item.author is not None}
    pictures = _pictures(items)
    chains = _chains(authors)
    keys: Mapping[SharedTrait, Keys] = {
        SharedTrait.TEXT: _texts,
        SharedTrait.LINK: _links,
        SharedTrait.PICTURE: lambda item: pictures.get(_place_and_author(item), ()),
        SharedTrait.INVITATIONS: lambda item: (
            [chains[item.author.pk]] if item.author else ()
        ),
        SharedTrait.SIGN_UP: _hours,
    }
    groups: list[QueueGroup] = []
    left = list(items)
    for trait in SharedTrait:
        of_reason = list(_groups(left, trait, keys[trait]))
        groups += sorted(of_reason, key=lambda group: -len(group.items))
        taken = {item.id for group in of_reason for item in group.items}
        left = [item for item in left if item.id not in taken]
    return groups, left


def _groups(
    items: Iterable[QueueItem], trait: SharedTrait, keys: Keys
) -> Iterator[QueueGroup]:
    by_key: dict[Hashable, list[QueueItem]] = defaultdict(list)
    for item in items:
        if item.author is not None:
            for key in keys(item):
                by_key[key].append(item)
    placed: set[UUID] = set()
    for rows in sorted(by_key.values(), key=len, reverse=True):
        group = QueueGroup(
            trait=trait, items=tuple(row for row in rows if row.id not in placed)
        )
        if group.accounts >= _ACCOUNTS[trait]:
            placed |= {item.id for item in group.items}
            yield group


# Texts and links


def _values(item: QueueItem) -> Iterator[tuple[str, Any]]:
    """Yield the names and values that are new with the item."""
    row = item.row
    if isinstance(row, Report):
        yield "words", row.words
    elif row.tutorial is not None:
        yield "title", row.tutorial.title
        yield "url", row.tutorial.url
    elif row.is_change:
        changed = (f for f in row.changes if row.changes[f] != row.base.get(f))
        yield from ((field, row.changes[field]) for field in changed)
    elif row.venue is not None:
        yield "summary", row.venue.summary
        yield "contact", row.venue.contact


def _texts(item: QueueItem) -> set[str]:
    texts = (v for name, v in _values(item) if isinstance(v, str) and name != "url")
    short = {" ".join(folded(text).split()) for text in texts}
    return {text for text in short if len(text) >= _MIN_TEXT_LENGTH}


def _links(item: QueueItem) -> set[str]:
    links = set()
    for name, value in _values(item):
        if name == "url":
            links.add(_link(value))
        elif name == "contact" and isinstance(value, dict):
            links.add(_link(str(value.get("web", ""))))
    return links - {""}


def _link(address: str) -> str:
    """Return host and path, which stay the same however the address is written."""
    try:
        parts = urlsplit(address)
    except ValueError:  # as http://[
        return ""
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" if host else ""


# Pictures


def _place_and_author(item: QueueItem) -> tuple[UUID | None, int]:
    return item.row.venue_id, item.author.pk if item.author is not None else 0


def _pictures(
    items: Iterable[QueueItem],
) -> dict[tuple[UUID | None, int], set[str]]:
    """Return the fingerprints of the photos that authors added to their places."""
    places = [_place_and_author(item) for item in items if not item.is_report]
    photos = Photo.objects.filter(
        venue__in={venue_id for venue_id, _author in places if venue_id},
        added_by__in={author for _venue, author in places},
    )
    pictures: dict[tuple[UUID | None, int], set[str]] = defaultdict(set)
    for venue_id, author, *digests in photos.values_list(
        "venue_id", "added_by_id", "digest", "upload_digest"
    ):
        pictures[venue_id, author or 0] |= {digest for digest in digests if digest}
    return pictures


# Invitations


def _chains(authors: Mapping[int, User]) -> dict[int, int]:
    """Return for each account the first one that invitations lead to from it."""
    leads_to = {pk: pk for pk in authors}

    def first(pk: int) -> int:
        while leads_to.setdefault(pk, pk) != pk:
            leads_to[pk] = leads_to[leads_to[pk]]
            pk = leads_to[pk]
        return pk

    for one, other in _invited(authors):
        low, high = sorted((first(one), first(other)))
        leads_to[high] = low
    return {pk: first(pk) for pk in authors}


def _invited(authors: Mapping[int, User]) -> Iterator[tuple[int, int]]:
    """Yield who let whom in; what moderators decide links nobody."""
    joined = ManagerChange.objects.filter(event=ManagerEvent.JOINED, by__isnull=False)
    joined = joined.filter(user__in=list(authors))
    joined = joined.exclude(by__is_moderator=True).exclude(by__is_staff=True)
    for by_id, user_id in joined.values_list("by_id", "user_id"):
        yield by_id or 0, user_id
    by_email = {user.email.lower(): pk for pk, user in authors.items()}
    invitations = Invitation.objects.filter(
        invited_by__in=list(authors), email__in=list(by_email)
    )
    for by_id, email in invitations.values_list("invited_by_id", "email"):
        yield by_id, by_email[email]


def _hours(item: QueueItem) -> list[datetime]:
    if item.author is None:
        return []
    return [item.author.date_joined.replace(minute=0, second=0, microsecond=0)]
