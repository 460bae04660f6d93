"""Search the offline gazetteer by name, tolerating typos and other scripts."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When

from geoapp.common.text import folded, has_letter_or_digit
from geoapp.geo.points import to_position
from geoapp.geocoding.country_names import codes_beginning, country_name
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.models import (
    LARGE,
    TYPO_WEIGHT,
    GazetteerName,
    GazetteerPlace,
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
    rows = GazetteerName.objects.filter(folded__in=folded_names).select_related("place")
    best = (
        rows.order_by("-is_main", "-weight", "pk")[:MAX_NAMED] if folded_names else ()
    )
    for row in best:
        candidates[row.folded].append(
            _candidate(row.place, 1.0 if row.is_main else 0.9)
        )
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
    best_names = names.filter(pk__in=best.values("pk")).select_related("place")
    rows = best_names.order_by(F("quality").desc(), "-weight", "pk")
    return [_candidate(row.place, row.quality) for row in rows]  # type: ignore[attr-defined] # annotated


def _candidate(place: GazetteerPlace, quality: float) -> PlaceCandidate:
    country = country_name(place.country)
    parts = dict.fromkeys(p for p in (place.name, place.region, country) if p)
    return PlaceCandidate(
        name=place.name,
        label=", ".join(parts),
        position=to_position(place.point),
        country=place.country,
        quality=quality,
        population=place.population,
        time_zone=place.time_zone,
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
