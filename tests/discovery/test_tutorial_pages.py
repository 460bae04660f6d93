"""Tutorials by pages: every one once, by cursors that belong to their question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from geoapp.discovery.search.cursors import InvalidCursor, Key, write_cursor
from geoapp.discovery.tutorial_pages import TutorialPage, tutorial_page
from tests.criteria import criteria_of
from tests.discovery.near import tutorial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture(autouse=True)
def tutorials():
    for slug in ("bowl", "mug", "mug-2", "scarf", "vase"):
        tutorial(slug, "weaving" if slug == "scarf" else "pottery")


def page(cursor: str = "", **more) -> TutorialPage:
    asked = {"q": "", "crafts": (), "limit": 2}
    return tutorial_page(cursor=cursor, **asked | more)


def test_every_tutorial_comes_once():
    seen, cursor = [], ""
    while True:
        found = page(cursor)
        seen += [one.slug for one in found.tutorials]
        if not (cursor := found.next_cursor):
            break
    assert seen == ["bowl", "mug", "mug-2", "scarf", "vase"]


def test_a_last_page_that_is_full_leads_nowhere():
    assert page(crafts=("weaving",), limit=1).next_cursor == ""


@pytest.mark.parametrize("more", [{"q": "mug"}, {"crafts": ("pottery",)}])
def test_a_cursor_is_no_good_for_another_question(more):
    cursor = page().next_cursor
    with pytest.raises(InvalidCursor):
        page(cursor, **more)
    assert page(cursor, limit=5).tutorials


def test_nor_is_one_of_venues_or_of_nobody():
    of_venues = write_cursor(criteria_of(), Key(("clay",), "1"))
    for cursor in (of_venues, "abc"):
        with translation.override("de"), pytest.raises(InvalidCursor) as refused:
            page(cursor)
        assert "Start again" not in str(refused.value)


def test_a_page_counts_nothing():
    with CaptureQueriesContext(connection) as asked:
        page()
    assert not [one for one in asked if "GROUP BY" in one["sql"]]
    every_craft = 'SELECT "tutorials_tutorialcraft"."craft_id" AS'
    assert not [one for one in asked if one["sql"].startswith(every_craft)]
