"""Like and unlike tutorials."""

from datetime import datetime

from geoapp.accounts.models import User
from geoapp.tutorials.models import Like, Tutorial


def like(*, user: User, tutorial: Tutorial, at: datetime) -> None:
    """Like a tutorial; idempotent, by the database constraint."""
    Like.objects.bulk_create(
        [Like(user=user, tutorial=tutorial, liked_at=at)], ignore_conflicts=True
    )


def unlike(*, user: User, tutorial: Tutorial) -> None:
    """Remove a like, if there is one."""
    Like.objects.filter(user=user, tutorial=tutorial).delete()


def unlike_all(*, user: User) -> int:
    """Remove all likes of a user; return how many there were."""
    count, _by_model = Like.objects.filter(user=user).delete()
    return count
