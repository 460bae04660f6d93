"""How many venues answer, and where they lie: counted up to a bound."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from geoapp.discovery.question import Question
from geoapp.discovery.search import matching
from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import BBox

# Counting everything costs many times a page; beyond this it is "more than".
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The number of venues; `capped` where there are more than were counted."""

    count: int
    capped: bool
    extent: BBox | None  # of all of them; None where nothing or too much is found


def total_of(question: Question) -> Total:
    """Return how many venues answer, at most MOST_COUNTED, and where they lie."""
    found = matching(question).order_by()
    row = (
        found.annotate(lon=Longitude("public_point"), lat=Latitude("public_point"))
        .values("pk", "lon", "lat")[: MOST_COUNTED + 1]
        .aggregate(
            n=Count("pk"), w=Min("lon"), s=Min("lat"), e=Max("lon"), t=Max("lat")
        )
    )
    capped = row["n"] > MOST_COUNTED
    extent = None
    if row["n"] and not capped:
        extent = BBox(row["w"], row["s"], row["e"], row["t"])
    return Total(count=min(row["n"], MOST_COUNTED), capped=capped, extent=extent)
