"""Like and take back."""

from datetime import datetime

from geoapp.accounts.models import User
from geoapp.tutorials.models import Like, Tutorial


def like(*, user: User, tutorial: Tutorial, at: datetime) -> None:
    """Mark a tutorial as liked. Again changes nothing: the constraint is the truth."""
    Like.objects.bulk_create(
        [Like(user=user, tutorial=tutorial, liked_at=at)], ignore_conflicts=True
    )


def unlike(*, user: User, tutorial: Tutorial) -> None:
    """Take a like back, if there is one."""
    Like.objects.filter(user=user, tutorial=tutorial).delete()


def unlike_all(*, user: User) -> int:
    """Take all likes of a person back; return how many there were."""
    count, _by_model = Like.objects.filter(user=user).delete()
    return count
