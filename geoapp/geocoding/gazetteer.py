"""Look up names in the offline gazetteer: whole ones, beginnings, and misspelt ones."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from geoapp.geo.expressions import Latitude, Longitude
from geoapp.geo.values import Position
from geoapp.geocoding.country_names import country_name
from geoapp.geocoding.geocoder import PlaceCandidate
from geoapp.geocoding.models import (
    LARGE,
    TYPO_WEIGHT,
    GazetteerName,
)

SHORT = 3  # prefixes this short match thousands of places
# Results of one index scan, from which the ranking selects.
MAX_SCANNED = 60
# For several names at once; at most some 400 places share a name (San José).
MAX_NAMED = 1_000
# Multiple of the combined population of namesakes: "Roma" means Rome rather than a town
# of that name in Queensland.
_DWARFS = 50
# Names within this distance of the best similarity are equally likely.
_AS_LIKE = 0.1
# Shorter names with another letter are other names.
_MIN_MISSPELT = 5
_MAX_MISSPELT, _MAX_MISSPELT_WORDS = 24, 4
# A stem is at least so long, and its name so much longer; small places have too many
# names for a stem to mean one of them (people).
_MIN_STEM, _MAX_ENDING, _TOWN = 4, 3, 15_000

Areas = Collection[str]  # codes of countries and regions; none: the world


def named(keys: Iterable[str]) -> dict[str, list[PlaceCandidate]]:
    """Return the places with exactly these names, in one statement; largest first."""
    places: dict[str, list[PlaceCandidate]] = {key: [] for key in keys if key}
    if not places:
        return places
    rows = GazetteerName.objects.filter(folded__in=list(places))
    best = rows.order_by("-weight", "-is_main", "pk")[:MAX_NAMED]
    for name, is_main, *place in best.values_list("folded", "is_main", *_OF_A_PLACE):
        places[name].append(_candidate(1.0 if is_main else 0.9, place))
    return places


def beginning(key: str, areas: Areas = ()) -> list[PlaceCandidate]:
    """Return places whose names begin so, whole names first; large ones if it is short."""
    names = _within(GazetteerName.objects.all(), areas)
    if len(key) > SHORT:
        return _candidates(_beginning_with(names, key))
    exact = _candidates(_beginning_with(names.filter(folded=key), key))
    large = _candidates(_beginning_with(names.filter(weight__gte=LARGE), key))
    return [*exact, *large] or _candidates(_beginning_with(names, key))


def one_letter_apart(key: str, areas: Areas = ()) -> list[PlaceCandidate]:
    """Return the places whose names have one letter more, less or other."""
    is_too_long = len(key) > _MAX_MISSPELT or key.count(" ") >= _MAX_MISSPELT_WORDS
    if len(key) < _MIN_MISSPELT or is_too_long:
        return []
    names = _within(GazetteerName.objects.all(), areas)
    spelt = names.filter(folded__in=_spellings(key)).order_by(
        "-is_main", "-weight", "pk"
    )
    best = list(spelt.values_list("pk", flat=True)[:MAX_SCANNED])
    rows = GazetteerName.objects.filter(pk__in=best)
    return _candidates(rows.annotate(quality=_quality(main=0.5, other=0.4)))


def similar(key: str, areas: Areas = ()) -> list[PlaceCandidate]:
    """Return the places whose names share the most trigrams."""
    names = _within(GazetteerName.objects.all(), areas)
    return _as_like(_candidates(_similar_to(names, key)))


def matching(pattern: str) -> list[PlaceCandidate]:
    """Return the places with a name that an expression matches as a whole.

    Its first word must be literal: that is looked up in the index.
    """
    first, _blank, _rest = pattern.partition(" ")
    names = GazetteerName.objects.filter(
        folded__startswith=f"{first} ", folded__regex=f"^{pattern}$"
    )
    return _candidates(names.annotate(quality=_quality(main=1.0, other=0.9)))


def of_stems(stems: Iterable[str]) -> list[tuple[str, PlaceCandidate]]:
    """Return towns whose names go on after these stems by a few letters.

    "krakow", the stem of Krakowie, is Kraków's. Each beside the name's key; the closest
    names come first, then the largest towns. Stems of three letters are left out.
    """
    begun = Q()
    for stem in {stem for stem in stems if len(stem) >= _MIN_STEM}:
        begun |= Q(folded__startswith=stem, letters__lte=len(stem) + _MAX_ENDING)
    if not begun:
        return []
    names = GazetteerName.objects.annotate(letters=Length("folded"))
    rows = names.filter(begun, weight__gte=_TOWN).order_by("letters", "-weight", "pk")
    columns = rows[:MAX_SCANNED].values_list("folded", *_OF_A_PLACE)
    return [(folded, _candidate(0.9, place)) for folded, *place in columns]


def _quality(*, main: float, other: float) -> Case:
    when_main = When(is_main=True, then=Value(main))
    return Case(when_main, default=Value(other), output_field=FloatField())


def outshining(candidates: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Treat any name of a place that dwarfs its namesakes like its main name."""
    namesakes = max((c.weight for c in candidates if c.quality == 1), default=0)
    return [
        replace(c, quality=1.0) if c.exact and c.weight >= _DWARFS * namesakes else c
        for c in candidates
    ]


def is_within(place: PlaceCandidate, areas: Areas) -> bool:
    """Return whether a place is in one of the areas, or no area restricts it."""
    return not areas or place.country in areas or place.region_code in areas


def _within(names: QuerySet[GazetteerName], areas: Areas) -> QuerySet[GazetteerName]:
    if not areas:
        return names
    region = Q(place__region_code__in=list(areas))
    return names.filter(region | Q(place__country__in=list(areas)))


def _beginning_with(
    names: QuerySet[GazetteerName], key: str
) -> QuerySet[GazetteerName]:
    """Return exact names first, then names with this prefix, by population."""
    quality = Case(
        When(folded=key, is_main=True, then=Value(1.0)),
        When(folded=key, then=Value(0.9)),
        When(is_main=True, then=Value(0.7)),
        default=Value(0.6),
        output_field=FloatField(),
    )
    return names.filter(folded__startswith=key).annotate(quality=quality)


def _spellings(key: str) -> list[str]:
    """Return what is one letter more, less or other, or two letters exchanged."""
    letters = f"{ascii_lowercase} "
    pairs = [(key[:n], key[n:]) for n in range(len(key) + 1)]
    others = {left + right[1:] for left, right in pairs if right}
    others |= {
        left + right[1] + right[0] + right[2:] for left, right in pairs if right[1:]
    }
    others |= {left + c + right[1:] for left, right in pairs[1:-1] for c in letters}
    others |= {left + c + right for left, right in pairs for c in letters}
    return sorted(others - {key})


def _similar_to(names: QuerySet[GazetteerName], key: str) -> QuerySet[GazetteerName]:
    """Return names that share many trigrams, above the threshold in the settings.

    Small places tolerate typos in their main name only, which halves the index.
    """
    is_prominent = Q(is_main=True) | Q(weight__gte=TYPO_WEIGHT)
    return names.filter(is_prominent, folded__trigram_similar=key).annotate(
        quality=TrigramSimilarity("folded", key)
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
    "place__region_code",
    "place__country",
    Longitude("place__point"),
    Latitude("place__point"),
    "place__population",
    "place__time_zone",
)
# Elsewhere the region says little to most people, and tells only namesakes apart.
_REGION_BELONGS = frozenset(["GB", "US", "CA", "AU"])


def _candidate(quality: float, place: Sequence[Any]) -> PlaceCandidate:
    """Return the candidate of the columns of a place."""
    name, region, region_code, country, lon, lat, population, time_zone = place
    shown = region if country in _REGION_BELONGS else ""
    return PlaceCandidate(
        name=name,
        label=label(name, shown, country),
        position=Position(lon=lon, lat=lat),
        country=country,
        quality=quality,
        population=population,
        time_zone=time_zone,
        region=region,
        region_code=region_code,
    )


def label(name: str, region: str, country: str) -> str:
    """Return a name with its region and country, each once."""
    parts = dict.fromkeys(p for p in (name, region, country_name(country)) if p)
    return ", ".join(parts)


def _as_like(candidates: list[PlaceCandidate]) -> list[PlaceCandidate]:
    """Rank names with typos below all others, in two steps of similarity."""
    likest = max((c.quality for c in candidates), default=0)
    return [
        replace(c, quality=0.5 if c.quality >= likest - _AS_LIKE else 0.4)
        for c in candidates
    ]
