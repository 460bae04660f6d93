"""Rows of the projection written straight, where verbs would be too slow."""

import uuid
from collections.abc import Sequence

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedVenue


def published_rows(positions: Sequence[Position]) -> None:
    """Publish a bare venue at each position; its slug is v and its number."""
    PublishedVenue.objects.bulk_create(
        PublishedVenue(
            id=uuid.uuid4(),
            slug=f"v{number}",
            on_map=True,
            public_point=to_point(position),
            precision="exact",
            name=f"V{number}",
            sort_name=f"v{number}",
            name_folded=f"v{number}",
            kind="makerspace",
            locality="",
            country="",
            operation="operating",
            search=SearchVector(Value(f"v{number}"), config="simple"),
            feature="{",
            page={},
        )
        for number, position in enumerate(positions)
    )
