"""The requests of a run, to whom, and what every response must contain."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from geoapp.discovery.matching.matches import matches_for
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.results import search
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial
from tests.benchmarks.peers.columns import COLUMNS
from tests.criteria import criteria_of

BERLIN = Position(lon=13.4, lat=52.52)
CITY = BBox(13.2, 52.4, 13.6, 52.6)
_ITEMS = "/api/collections/venues/items"
# Half a box is this wide and this high for each unit of its size, about a square.
_WIDE, _HIGH = 0.8, 0.5


@dataclass(frozen=True)
class BenchmarkRequest:
    """One request: to us, and to the peers that can answer it.

    `criteria` are there where one statement answers it, whose cost is the ceiling.
    `expected` returns the ids, read by the plain search or the ORM.
    """

    name: str
    target: str
    expected: Callable[[], list[str]]
    criteria: SearchCriteria | None = None
    others: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False  # asked again with the ETag: 304


def workload() -> list[BenchmarkRequest]:
    """Return all requests, their boxes and circles fitted to what is published."""
    return [
        boxed("bbox, 100 features", box_of(100), limit=100),
        boxed("bbox, 500 features", box_of(500), limit=500),
        compressed(boxed("bbox, 500 features, zstd", box_of(500), limit=500)),
        searched("bbox of a city, first 500", bbox=CITY, limit=500),
        searched("radius 10 km, nearest 100", near=BERLIN, limit=100),
        crafty("near + craft, common", "pottery"),
        crafty("near + craft, rare", "basketry"),
        crafty("near + craft, none", "lapidary"),
        matched("a tutorial's matches, 2 km", radius=Radius(2_000)),
        unchanged(boxed("304 of bbox, 500", box_of(500), limit=500)),
        exported("export of a box, 500", box_of(500)),
        exported("export of a box, 5,000", box_of(5_000)),
    ]


def searched(name: str, **members: object) -> BenchmarkRequest:
    """Return a search by the API."""
    criteria = criteria_of(**members)  # type: ignore[arg-type]
    pairs = [*criteria.params(), ("limit", str(criteria.limit))]
    return BenchmarkRequest(
        name,
        f"{_ITEMS}?{urlencode(pairs)}",
        lambda: [str(hit.venue.pk) for hit in _hits(criteria)],
        criteria,
    )


def _hits(criteria: SearchCriteria) -> Sequence:
    return search(criteria, at=timezone.now()).hits


def boxed(name: str, bbox: BBox, *, limit: int) -> BenchmarkRequest:
    """Return a search in a box that holds no more than the limit: any order will do."""
    request = searched(name, bbox=bbox, limit=limit)
    edges = f"{bbox.west},{bbox.south},{bbox.east},{bbox.north}"
    columns = ",".join(COLUMNS)
    tipg = "/collections/public.publishing_publishedvenue/items"
    others = {
        "drf-gis": f"/venues?in_bbox={edges}",
        "tipg": f"{tipg}?bbox={edges}&limit={limit}&properties={columns}"
        "&geom-column=public_point&f=geojson",
    }
    return BenchmarkRequest(
        name, request.target, request.expected, request.criteria, others
    )


def crafty(name: str, craft: str) -> BenchmarkRequest:
    """Return the twenty nearest venues with a craft."""
    return searched(name, near=BERLIN, craft=(craft,), limit=20)


def compressed(request: BenchmarkRequest) -> BenchmarkRequest:
    """Return the request of a client that takes zstd."""
    headers = {"Accept_Encoding": "zstd"}
    return BenchmarkRequest(
        request.name,
        request.target,
        request.expected,
        request.criteria,
        headers=headers,
    )


def unchanged(request: BenchmarkRequest) -> BenchmarkRequest:
    """Return the request of a client that has the answer already."""
    name = request.name
    return BenchmarkRequest(name, request.target, request.expected, unchanged=True)


def matched(name: str, *, radius: Radius) -> BenchmarkRequest:
    """Return where a tutorial can be made that needs a craft and two machines."""
    tutorial = _tutorial()
    pairs = {"near": str(BERLIN), "radius_m": radius.metres, "limit": 20}
    target = f"/api/tutorials/{tutorial.pk}/venues?{urlencode(pairs)}"

    def expected() -> list[str]:
        needs = tutorial_requirements(Tutorial.objects.with_needs().get(pk=tutorial.pk))
        found = matches_for(needs, near=BERLIN, within=radius, at=timezone.now())
        return [str(match.venue.pk) for match in found.items[:20]]

    return BenchmarkRequest(name, target, expected)


def _tutorial() -> Tutorial:
    """Return one of the fixture's that the generated machines can answer."""
    return (
        Tutorial.objects.confirmed()
        .filter(equipment__equipment_id="kiln", crafts__craft_id="pottery")
        .order_by("url")
        .first()
    )


def exported(name: str, bbox: BBox) -> BenchmarkRequest:
    """Return everything that is known of the venues in a box, as a file."""
    edges = urlencode({"bbox": str(bbox)})
    found = PublishedVenue.objects.on_map().in_bbox(bbox)
    return BenchmarkRequest(
        name,
        f"/api/exports/venues.geojsonl?{edges}",
        lambda: [str(pk) for pk in found.values_list("pk", flat=True)],
    )


def box_of(count: int) -> BBox:
    """Return a box around Berlin that holds so many venues."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT greatest(abs(ST_X(public_point) - %(lon)s) / %(wide)s,
                            abs(ST_Y(public_point) - %(lat)s) / %(high)s) AS size
            FROM publishing_publishedvenue
            WHERE public_point && ST_MakeEnvelope(%(lon)s - .4, %(lat)s - .25,
                                                  %(lon)s + .4, %(lat)s + .25, 4326)
            ORDER BY size OFFSET %(last)s LIMIT 2
            """,
            {
                "lon": BERLIN.lon,
                "lat": BERLIN.lat,
                "last": count - 1,
                "wide": _WIDE / 2,
                "high": _HIGH / 2,
            },
        )
        (last,), (next_one,) = cursor.fetchall()
    size = (last + next_one) / 2
    wide, high = size * _WIDE / 2, size * _HIGH / 2
    return BBox(
        west=BERLIN.lon - wide,
        south=BERLIN.lat - high,
        east=BERLIN.lon + wide,
        north=BERLIN.lat + high,
    )
