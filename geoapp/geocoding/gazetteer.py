"""Places of the offline gazetteer by name, misspelt or in another script."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When

from geoapp.common.text import folded
from geoapp.geo.points import to_position
from geoapp.geocoding.country_names import codes_beginning, country_name
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.models import (
    LARGE,
    TYPO_WEIGHT,
    GazetteerName,
    GazetteerPlace,
)

LONGEST = 100
SHORT = 3  # so many letters begin the names of thousands of places
# Taken from one look at the index; the ranking below chooses among them.
LOOKED_AT = 60
# Of a few texts at once; the most that are called alike are some 400 (San José).
MOST_NAMED = 600
# So many times the people of every place that has the name as its main one: who
# says "Roma" means Rome rather than a town of that name in Queensland.
_OUTSHINES = 50
# Names by so much less like the text than the likest one are as likely meant.
_AS_LIKE = 0.1


def candidates(text: str, *, limit: int) -> tuple[PlaceCandidate, ...]:
    """Return at most `limit` places whose names are like the text, likest first.

    "Paris, Texas" asks for a Paris in what is named after the comma.
    """
    name, _comma, area = folded(text[:LONGEST].replace("\0", " ")).partition(",")
    name, area = name.strip(), area.strip()
    if not name:
        return ()
    return _likest(_matches(_within(GazetteerName.objects.all(), area), name), limit)


def _likest(candidates: list[PlaceCandidate], limit: int) -> tuple[PlaceCandidate, ...]:
    """Return each place once, by the name that is likest the text."""
    unique = {
        (c.label, c.position): c for c in sorted(candidates, key=lambda c: c.quality)
    }
    best = sorted(unique.values(), key=lambda c: (-c.quality, -c.weight, c.label))
    return tuple(best[:limit])


def named(texts: Iterable[str]) -> dict[str, tuple[PlaceCandidate, ...]]:
    """Return for each text the places of which it is a name in full, likest first.

    One statement for all texts, and none in the index of what is misspelt.
    """
    names = {text: folded(text[:LONGEST].replace("\0", " ")).strip() for text in texts}
    folded_names = {name for name in names.values() if name}
    candidates: dict[str, list[PlaceCandidate]] = {name: [] for name in folded_names}
    rows = GazetteerName.objects.filter(folded__in=folded_names).select_related("place")
    best = (
        rows.order_by("-is_main", "-weight", "pk")[:MOST_NAMED] if folded_names else ()
    )
    for row in best:
        candidates[row.folded].append(
            _candidate(row.place, 1.0 if row.is_main else 0.9)
        )
    likest = {
        n: _likest(_outshining(places), LOOKED_AT) for n, places in candidates.items()
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
    """Keep the places in a region or country whose name begins so."""
    if not area:
        return names
    region = Q(place__region__istartswith=area)
    country = Q(place__country__in=[area.upper(), *codes_beginning(area)])
    return names.filter(region | country)


def _beginning_with(
    names: QuerySet[GazetteerName], name: str
) -> QuerySet[GazetteerName]:
    """Return exact names first, then names that begin so, the largest first."""
    quality = Case(
        When(folded=name, is_main=True, then=Value(1.0)),
        When(folded=name, then=Value(0.9)),
        When(is_main=True, then=Value(0.7)),
        default=Value(0.6),
        output_field=FloatField(),
    )
    return names.filter(folded__startswith=name).annotate(quality=quality)


def _similar_to(names: QuerySet[GazetteerName], name: str) -> QuerySet[GazetteerName]:
    """Return names that share many trigrams, from settings' threshold on.

    Small places are found misspelt by their main name only: that halves the index.
    """
    is_prominent = Q(is_main=True) | Q(weight__gte=TYPO_WEIGHT)
    return names.filter(is_prominent, folded__trigram_similar=name).annotate(
        quality=TrigramSimilarity("folded", name)
    )


def _candidates(names: QuerySet[GazetteerName]) -> list[PlaceCandidate]:
    """Return the best of these names; only their places are read."""
    best = names.order_by(F("quality").desc(), "-weight", "pk")[:LOOKED_AT]
    # The best are chosen first, so that no place is read for the names left out.
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
    """Let a place that dwarfs its namesakes count by any of its names."""
    namesakes = max((c.weight for c in candidates if c.quality == 1), default=0)
    return [
        replace(c, quality=1.0) if c.exact and c.weight >= _OUTSHINES * namesakes else c
        for c in candidates
    ]


def _as_like(candidates: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Put misspelt names below every real one, in two steps of likeness."""
    likest = max((c.quality for c in candidates), default=0)
    return [
        replace(c, quality=0.5 if c.quality >= likest - _AS_LIKE else 0.4)
        for c in candidates
    ]
