"""Store a row under a free slug, also when two people want the same one at once."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

Row = TypeVar("Row")


def save_with_slug(save: Callable[[str], Row], *, free_slug: Callable[[], str]) -> Row:
    """Return what `save` makes of a free slug; try the next if it was taken meanwhile.

    `save` raises IntegrityError if the slug, or something else, is there twice.
    """
    while True:
        slug = free_slug()
        try:
            with transaction.atomic():
                return save(slug)
        except IntegrityError:
            if free_slug() == slug:  # it is still free: something else was twice
                raise
