"""Slugs of venues: readable, unique and never reused."""

from collections.abc import Iterator

from django.utils.text import slugify

from geoapp.common.text import folded
from geoapp.venues.models import Venue, VenueAlias


def free_slug(*, name: str, locality: str) -> str:
    """Return an unused slug: name, name-locality, then with a number."""
    for candidate in _candidates(name, locality):
        taken = Venue.objects.filter(slug=candidate).exists()
        if not taken and not VenueAlias.objects.filter(slug=candidate).exists():
            return candidate
    raise AssertionError("the candidates never end")


def stem_of(name: str) -> str:
    """Return the slug of this name, without a locality or number."""
    # Names in scripts that slugify drops need a slug as well.
    return slugify(folded(name))[:80] or "venue"


def _candidates(name: str, locality: str) -> Iterator[str]:
    stem = stem_of(name)
    yield stem
    place = slugify(folded(locality))[:30]
    if place and place not in stem:
        stem = f"{stem}-{place}"
        yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
