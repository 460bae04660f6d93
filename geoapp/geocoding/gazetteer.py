"""Places of the offline gazetteer by name, misspelt or in another script."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When

from geoapp.common.text import folded
from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerName

LONGEST = 100
_SHORTEST_TYPO = 4  # shorter words are like everything
# Taken from one look at the index; the ranking below chooses among them.
_LOOKED_AT = 60
# What GeoNames has no figure for is a part of a city more often than a hamlet.
_UNKNOWN_POPULATION = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place whose name is like a text."""

    name: str
    label: str  # with region and country, telling it from its namesakes
    position: Position
    country: str  # ISO 3166-1 alpha-2
    quality: float  # 1: its main name; 0.9: another of its names; less: similar
    exact: bool
    population: int  # 0: unknown
    time_zone: str

    @property
    def weight(self) -> int:
        """Return the population to rank by; unknown never sinks a place."""
        return self.population or _UNKNOWN_POPULATION


def candidates(text: str, *, limit: int) -> tuple[Candidate, ...]:
    """Return at most `limit` places whose names are like the text, likest first.

    "Paris, Texas" asks for a Paris in what is named after the comma.
    """
    name, _comma, within = folded(text[:LONGEST]).partition(",")
    name, within = name.strip(), within.strip()
    if not name:
        return ()
    found = _ranked(_beginning_with(name), within)
    if not found and len(name) >= _SHORTEST_TYPO:
        found = _ranked(_similar_to(name), within)
    unique = {(c.label, c.position): c for c in sorted(found, key=lambda c: c.quality)}
    best = sorted(
        unique.values(), key=lambda c: (-round(c.quality, 1), -c.weight, c.label)
    )
    return tuple(best[:limit])


def _beginning_with(name: str) -> QuerySet[GazetteerName]:
    """Return exact names first, then names that begin so, the largest first."""
    quality = Case(
        When(folded=name, is_main=True, then=Value(1.0)),
        When(folded=name, then=Value(0.9)),
        When(is_main=True, then=Value(0.7)),
        default=Value(0.6),
        output_field=FloatField(),
    )
    return (
        GazetteerName.objects.filter(folded__startswith=name)
        .annotate(quality=quality)
        .order_by(F("quality").desc(), "-place__population", "pk")
    )


def _similar_to(name: str) -> QuerySet[GazetteerName]:
    """Return names that share many trigrams; below 0.6, so that real names lead."""
    return (
        GazetteerName.objects.filter(folded__trigram_similar=name)
        .annotate(quality=TrigramSimilarity("folded", name))
        .order_by(F("quality").desc(), "-place__population", "pk")
    )


def _ranked(names: QuerySet[GazetteerName], within: str) -> list[Candidate]:
    if within:
        region = Q(place__region__istartswith=within)
        country = Q(place__country_name__istartswith=within)
        names = names.filter(region | country | Q(place__country=within.upper()))
    rows = names.select_related("place")[:_LOOKED_AT]
    return [_candidate(row) for row in rows]


def _candidate(row: GazetteerName) -> Candidate:
    place = row.place
    quality: float = row.quality  # type: ignore[attr-defined] # annotated
    parts = dict.fromkeys(
        p for p in (place.name, place.region, place.country_name) if p
    )
    return Candidate(
        name=place.name,
        label=", ".join(parts),
        position=to_position(place.point),
        country=place.country,
        quality=quality,
        exact=quality >= 0.9,
        population=place.population,
        time_zone=place.time_zone,
    )
