"""Published venues that may be the one being registered.

Only what is published is compared, by the published point: of a home that is hidden
the answer knows its cell and nothing finer (T10 in docs/security.md).
"""

from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F, Q

from geoapp.common.text import folded
from geoapp.geo.values import Position, Radius
from geoapp.publishing.conditions import within
from geoapp.publishing.models import PublishedVenue

# The nearer two places are, the less alike their names have to be.
_NEXT_DOOR = Radius(200)
_NEARBY = Radius(5_000)
_SOMEWHAT_ALIKE = 0.25
_ALIKE = 0.5
MAX_CANDIDATES = 4


def duplicate_candidates(
    *, name: str, position: Position, but: UUID | None = None
) -> tuple[PublishedVenue, ...]:
    """Return at most four nearby venues with a similar name, most similar first.

    Each has `distance_m` in metres from `position`, and `likeness` from 0 to 1.
    """
    near = PublishedVenue.objects.near(position, _NEARBY).annotate(
        likeness=TrigramSimilarity(F("name_folded"), folded(name))
    )
    next_door = Q(within(position, _NEXT_DOOR))
    alike = Q(likeness__gte=_ALIKE) | (next_door & Q(likeness__gte=_SOMEWHAT_ALIKE))
    venues = near.filter(alike)
    if but is not None:
        venues = venues.exclude(pk=but)
    return tuple(venues.order_by("-likeness", "pk")[:MAX_CANDIDATES])
