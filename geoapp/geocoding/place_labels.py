"""Labels of the map: the largest places of each part of the view."""

from dataclasses import dataclass

from django.contrib.gis.db.models.functions import Distance

from geoapp.geo.expressions import Envelope, InBox
from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import BBox, Position
from geoapp.geocoding.country_names import country_name
from geoapp.geocoding.models import GazetteerPlace

MAX_LABELS = 40
_MAX_SCANNED = 400
_AROUND = 0.5  # degrees
# Minimum population of a label by zoom; above the last level, every place.
_MIN_POPULATION = {
    0: 5_000_000,
    3: 2_000_000,
    4: 1_000_000,
    5: 400_000,
    6: 150_000,
    7: 60_000,
    8: 25_000,
    9: 8_000,
    10: 3_000,
    11: 1_000,
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the map; rank 0 is the largest place of the view."""

    name: str
    position: Position
    rank: int


def labels_in(bbox: BBox, *, zoom: int) -> tuple[Label, ...]:
    """Return at most 40 labels, one per cell of a 6 by 6 grid over the view."""
    drawn: list[GazetteerPlace] = []
    for west, south, east, north in bbox.parts():
        places = GazetteerPlace.objects.annotate(
            inside=InBox("point", Envelope(west, south, east, north))
        ).filter(inside=True, population__gte=_smallest(zoom))
        drawn += places.order_by("-population", "pk")[:_MAX_SCANNED]
    drawn.sort(key=lambda place: (-place.population, place.pk))
    taken: set[tuple[int, int]] = set()
    labels: list[Label] = []
    for place in drawn:
        position = to_position(place.point)
        cell = _cell(position, bbox)
        if cell not in taken and len(labels) < MAX_LABELS:
            taken.add(cell)
            labels.append(Label(place.name, position, len(labels)))
    return tuple(labels)


def name_near(position: Position) -> str:
    """Return the name of the nearest place within half a degree, or an empty string."""
    west, east = max(position.lon - _AROUND, -180), min(position.lon + _AROUND, 180)
    south, north = max(position.lat - _AROUND, -90), min(position.lat + _AROUND, 90)
    places = GazetteerPlace.objects.annotate(
        inside=InBox("point", Envelope(west, south, east, north)),
        apart=Distance("point", to_point(position), spheroid=True),
    ).filter(inside=True)
    nearest = places.order_by("apart", "pk").first()
    return f"{nearest.name}, {country_name(nearest.country)}" if nearest else ""


def _smallest(zoom: int) -> int:
    reached = [people for level, people in _MIN_POPULATION.items() if level <= zoom]
    return reached[-1] if zoom <= max(_MIN_POPULATION) else 0


def _cell(position: Position, bbox: BBox) -> tuple[int, int]:
    width = (bbox.east - bbox.west) % 360 or 360
    height = (bbox.north - bbox.south) or 1
    column = ((position.lon - bbox.west) % 360) / width * 6
    row = (position.lat - bbox.south) / height * 6
    return int(column), int(row)
