"""A slug that somebody else takes in the meantime is replaced by the next one."""

import pytest
from django.db import IntegrityError

from geoapp.common.free_slug import save_with_slug
from geoapp.tutorials.models import Tutorial
from tests.world import AT

pytestmark = pytest.mark.django_db


def saved(slug: str, **more) -> Tutorial:
    row = {"title": "Bowl", "url": f"https://example.org/{slug}", "site": "e"} | more
    return Tutorial.objects.create(slug=slug, added_at=AT, **row)


def test_a_slug_that_was_just_taken_is_replaced():
    saved("bowl")
    slugs = iter(("bowl", "bowl-2", "bowl-2"))
    assert save_with_slug(saved, free_slug=lambda: next(slugs)).slug == "bowl-2"


def test_anything_else_that_is_twice_is_an_error():
    saved("bowl")
    with pytest.raises(IntegrityError):
        save_with_slug(
            lambda slug: saved(slug, url="https://example.org/bowl"),
            free_slug=lambda: "cup",
        )
