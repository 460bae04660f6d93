"""Personal API keys: create, verify and revoke them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from geoapp.accounts.emails import queue_key_created, queue_key_revoked
from geoapp.accounts.models import ApiKey, User
from geoapp.common.errors import DomainError

# What a key can grant in addition to the higher quota.
LIKES = "likes"
SCOPES = (LIKES,)
MAX_KEYS = 20
_MARK = "mk"
# Hourly precision is enough to see whether a key is in use, and saves writes.
_LAST_USED_INTERVAL = timedelta(hours=1)


class TooManyKeys(DomainError):
    """The user has reached the limit of API keys."""


@transaction.atomic
def make_key(
    *, user: User, name: str, scopes: Sequence[str], at: datetime
) -> tuple[ApiKey, str]:
    """Create a key; return it with its text, which is not stored. `at` is aware.

    The secret has 256 bits, so an unsalted digest is safe. Raises TooManyKeys.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if count_keys(user=user) >= MAX_KEYS:
        raise TooManyKeys
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user,
        name=name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=[scope for scope in SCOPES if scope in scopes],
        created_at=at,
    )
    queue_key_created(user=user, name=name, at=at)
    return key, f"{_MARK}_{prefix}_{secret}"


def count_keys(*, user: User) -> int:
    """Return how many keys of the user work."""
    return ApiKey.objects.filter(user=user, revoked_at=None).count()


@transaction.atomic
def revoke_key(*, user: User, key_id: UUID, at: datetime) -> bool:
    """Revoke a key of the user; return False if they have no such key."""
    mine = ApiKey.objects.filter(user=user, revoked_at=None)
    return bool(_revoke(mine.filter(pk=key_id), user=user, at=at))


@transaction.atomic
def revoke_all_keys(*, user: User, at: datetime) -> int:
    """Revoke every key of the user; return how many there were."""
    return _revoke(ApiKey.objects.filter(user=user, revoked_at=None), user=user, at=at)


def _revoke(keys: QuerySet[ApiKey], *, user: User, at: datetime) -> int:
    rows = list(keys.select_for_update().order_by("created_at"))
    for key in rows:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])
        queue_key_revoked(user=user, name=key.name, at=at)
    return len(rows)


def key_of(text: str, *, at: datetime) -> ApiKey | None:
    """Return the valid key with this text, or None."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != _MARK or not secret or len(text) > 200:
        return None
    key = (
        ApiKey.objects.select_related("user")
        .filter(prefix=prefix[:12], revoked_at=None, user__is_active=True)
        .first()
    )
    if key is None or not secrets.compare_digest(key.digest, _digest(secret)):
        return None
    if key.last_used_at is None or at - key.last_used_at > _LAST_USED_INTERVAL:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)
    return key


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
