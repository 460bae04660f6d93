"""Personal data stored by tutorials."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.accounts.personal_data import (
    Export,
    PersonalData,
    RegisterHeading,
    iso_time,
)
from geoapp.tutorials.models import Like, Review, Tutorial

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.ACCOUNT,
        name=_("Likes"),
        what=_("What you like, and when you liked it."),
        why=_("To show where you can make it."),
        how_long=_("Until you remove the like or delete the account."),
        who_sees=_("You."),
        columns=("tutorials.Like.user",),
        export_parts=("likes",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Tutorials"),
        what=_("The tutorials you add, and when."),
        why=_("To list them, and to contact you about them."),
        how_long=_(
            "Published tutorials stay, without your name. Others are deleted with the"
            " account."
        ),
        who_sees=_(
            "Everyone sees published tutorials. Moderators and staff see who added"
            " them, and open others."
        ),
        columns=("tutorials.Tutorial.added_by",),
        export_parts=("tutorials",),
    ),
)


def _likes(user: User) -> Iterator[dict[str, Any]]:
    rows = Like.objects.filter(user=user).select_related("tutorial").order_by("pk")
    return (
        {
            "title": row.tutorial.title,
            "url": row.tutorial.url,
            "liked_at": iso_time(row.liked_at),
        }
        for row in rows.iterator()
    )


def _tutorials(user: User) -> list[dict[str, Any]]:
    return [
        {
            "title": row.title,
            "url": row.url,
            "added_at": iso_time(row.added_at),
            "review": row.review,
        }
        for row in Tutorial.objects.added_by(user)
    ]


EXPORT: Mapping[str, Export] = {"likes": _likes, "tutorials": _tutorials}


def erase(person: User) -> None:
    """Delete the user's tutorials that have not been published."""
    Tutorial.objects.added_by(person).exclude(review=Review.CONFIRMED).delete()
