"""Slugs of tutorials."""

from itertools import count

from django.utils.text import slugify

from geoapp.tutorials.models import Tutorial

SLUG_LENGTH = 100  # leaves room for a number within the field
# Paths below /tutorials/ that are other pages.
RESERVED = frozenset({"add"})


def free_slug(title: str) -> str:
    """Return an unused slug for the title, with a number if needed.

    A title without a Latin letter or digit becomes "tutorial".
    """
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or "tutorial"
    taken = RESERVED | set(
        Tutorial.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    if stem not in taken:
        return stem
    return next(s for n in count(2) if (s := f"{stem}-{n}") not in taken)
