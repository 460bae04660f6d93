"""Addresses of venues: readable, unique, and never given to another."""

from collections.abc import Iterator

from django.utils.text import slugify

from geoapp.common.text import folded
from geoapp.venues.models import Venue, VenueAlias


def free_slug(*, name: str, locality: str) -> str:
    """Return a slug that no venue has or had: name, name-locality, then a number."""
    for candidate in _candidates(name, locality):
        taken = Venue.objects.filter(slug=candidate).exists()
        if not taken and not VenueAlias.objects.filter(slug=candidate).exists():
            return candidate
    raise AssertionError("the candidates never end")


def stem_of(name: str) -> str:
    """Return what a slug of this name begins with."""
    # Names in scripts that slugify drops still need an address.
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
