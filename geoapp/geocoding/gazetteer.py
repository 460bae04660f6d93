"""Search the offline gazetteer by name, tolerating typos and other scripts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When

from geoapp.common.text import folded, has_letter_or_digit
from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import Position
from geoapp.geocoding.country_names import codes_beginning, country_name
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.models import (
    LARGE,
    TYPO_WEIGHT,
    GazetteerName,
)

MAX_TEXT_LENGTH = 100
SHORT = 3  # prefixes this short match thousands of places
# Results of one index scan, from which the ranking selects.
MAX_SCANNED = 60
# For several texts at once; at most some 400 places share a name (San José).
MAX_NAMED = 600
# Multiple of the combined population of namesakes: "Roma" means Rome rather than a town
# of that name in Queensland.
_DWARFS = 50
# Names within this distance of the best similarity are equally likely.
_AS_LIKE = 0.1


def candidates(text: str, *, limit: int) -> tuple[PlaceCandidate, ...]:
    """Return at most `limit` places with names like the text, best first.

    In "Paris, Texas", the text after the comma restricts the region or country.
    """
    name, _comma, area = folded(text[:MAX_TEXT_LENGTH].replace("\0", " ")).partition(
        ","
    )
    name, area = name.strip(), area.strip()
    if not has_letter_or_digit(name):
        return ()
    return _best_per_place(
        _matches(_within(GazetteerName.objects.all(), area), name), limit
    )


def _best_per_place(
    candidates: list[PlaceCandidate], limit: int
) -> tuple[PlaceCandidate, ...]:
    """Return each place once, by its most similar name."""
    unique = {
        (c.label, c.position): c for c in sorted(candidates, key=lambda c: c.quality)
    }
    best = sorted(unique.values(), key=lambda c: (-c.quality, -c.weight, c.label))
    return tuple(best[:limit])


def named(texts: Iterable[str]) -> dict[str, tuple[PlaceCandidate, ...]]:
    """Return for each text the places with exactly that name, best first.

    One query for all texts, without the slower index for typos.
    """
    names = {
        text: folded(text[:MAX_TEXT_LENGTH].replace("\0", " ")).strip()
        for text in texts
    }
    folded_names = {name for name in names.values() if has_letter_or_digit(name)}
    candidates: dict[str, list[PlaceCandidate]] = {name: [] for name in folded_names}
    rows = GazetteerName.objects.filter(folded__in=folded_names)
    best = rows.order_by("-is_main", "-weight", "pk")[:MAX_NAMED]
    columns = ("folded", "is_main", *_OF_A_PLACE)
    for name, is_main, *place in best.values_list(*columns) if folded_names else ():
        candidates[name].append(_candidate(1.0 if is_main else 0.9, place))
    likest = {
        n: _best_per_place(_outshining(places), MAX_SCANNED)
        for n, places in candidates.items()
    }
    return {text: likest.get(name, ()) for text, name in names.items()}


def _matches(names: QuerySet[GazetteerName], name: str) -> list[PlaceCandidate]:
    if len(name) > SHORT:
        candidates = _candidates(_beginning_with(names, name))
        return _outshining(candidates) or _as_like(
            _candidates(_similar_to(names, name))
        )
    exact = _candidates(_beginning_with(names.filter(folded=name), name))
    large = _candidates(_beginning_with(names.filter(weight__gte=LARGE), name))
    return _outshining([*exact, *large]) or _candidates(_beginning_with(names, name))


def _within(names: QuerySet[GazetteerName], area: str) -> QuerySet[GazetteerName]:
    """Restrict to places in a region or country with this prefix."""
    if not area:
        return names
    region = Q(place__region__istartswith=area)
    country = Q(place__country__in=[area.upper(), *codes_beginning(area)])
    return names.filter(region | country)


def _beginning_with(
    names: QuerySet[GazetteerName], name: str
) -> QuerySet[GazetteerName]:
    """Return exact names first, then names with this prefix, by population."""
    quality = Case(
        When(folded=name, is_main=True, then=Value(1.0)),
        When(folded=name, then=Value(0.9)),
        When(is_main=True, then=Value(0.7)),
        default=Value(0.6),
        output_field=FloatField(),
    )
    return names.filter(folded__startswith=name).annotate(quality=quality)


def _similar_to(names: QuerySet[GazetteerName], name: str) -> QuerySet[GazetteerName]:
    """Return names that share many trigrams, above the threshold in the settings.

    Small places tolerate typos in their main name only, which halves the index.
    """
    is_prominent = Q(is_main=True) | Q(weight__gte=TYPO_WEIGHT)
    return names.filter(is_prominent, folded__trigram_similar=name).annotate(
        quality=TrigramSimilarity("folded", name)
    )


def _candidates(names: QuerySet[GazetteerName]) -> list[PlaceCandidate]:
    """Return the candidates of the best of these names."""
    best = names.order_by(F("quality").desc(), "-weight", "pk")[:MAX_SCANNED]
    # Select the best first, so that only their places are read.
    best_names = names.filter(pk__in=best.values("pk"))
    rows = best_names.order_by(F("quality").desc(), "-weight", "pk")
    columns = rows.values_list("quality", *_OF_A_PLACE)
    return [_candidate(quality, place) for quality, *place in columns]


# Sixty rows are read for each text: as numbers, since a model and a point of GEOS for
# each took longer than the search.
_OF_A_PLACE = (
    "place__name",
    "place__region",
    "place__country",
    Longitude("place__point"),
    Latitude("place__point"),
    "place__population",
    "place__time_zone",
)


def _candidate(quality: float, place: Sequence[Any]) -> PlaceCandidate:
    """Return the candidate of the columns of a place."""
    name, region, country, lon, lat, population, time_zone = place
    parts = dict.fromkeys(p for p in (name, region, country_name(country)) if p)
    return PlaceCandidate(
        name=name,
        label=", ".join(parts),
        position=Position(lon=lon, lat=lat),
        country=country,
        quality=quality,
        population=population,
        time_zone=time_zone,
    )


def _outshining(candidates: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Treat any name of a place that dwarfs its namesakes like its main name."""
    namesakes = max((c.weight for c in candidates if c.quality == 1), default=0)
    return [
        replace(c, quality=1.0) if c.exact and c.weight >= _DWARFS * namesakes else c
        for c in candidates
    ]


def _as_like(candidates: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Rank names with typos below all others, in two steps of similarity."""
    likest = max((c.quality for c in candidates), default=0)
    return [
        replace(c, quality=0.5 if c.quality >= likest - _AS_LIKE else 0.4)
        for c in candidates
    ]
