"""A user's likes as a JSON document."""

from datetime import datetime
from typing import Any

from geoapp.accounts.models import User
from geoapp.common.public_url import public_url
from geoapp.tutorials.models import Like, Tutorial

VERSION = 1


def likes_document(*, user: User, at: datetime) -> dict[str, Any]:
    """Return all likes, newest first; `at` (aware) is the time of the export.

    The format is stable: members may be added, but none changes its meaning without
    a new `version`. Times are ISO 8601; crafts and equipment are ids of the vocabulary.
    """
    seen = Tutorial.objects.visible_to(user).liked_by(user).with_needs()
    when = dict(Like.objects.filter(user=user).values_list("tutorial_id", "liked_at"))
    return {
        "format": "makerloom-likes",
        "version": VERSION,
        "exported_at": at.isoformat(),
        "likes": [_like(tutorial, when[tutorial.pk]) for tutorial in seen],
    }


def _like(tutorial: Tutorial, liked_at: datetime) -> dict[str, Any]:
    equipment = sorted(tutorial.equipment.all(), key=lambda row: row.equipment_id)
    return {
        "title": tutorial.title,
        "url": tutorial.url,
        "site": tutorial.site,
        "language": tutorial.language,
        "page": public_url(tutorial.get_absolute_url()),
        "liked_at": liked_at.isoformat(),
        "crafts": sorted(row.craft_id for row in tutorial.crafts.all()),
        "equipment": [
            {"id": row.equipment_id, "need": row.need, "confirmed": row.confirmed}
            for row in equipment
        ],
    }
