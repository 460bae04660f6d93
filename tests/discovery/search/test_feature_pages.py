"""The hot path answers what the whole search answers, text for text."""

import itertools
import json
import random
from dataclasses import replace

import pytest
from django.db import connection

from geoapp.api.resources.feature_collection import search_features
from geoapp.discovery.search import feature_pages_sql
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.datetime_interval import DateInterval
from geoapp.discovery.search.feature_pages import feature_page, is_plain, requested_page
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedVenue,
)
from tests.criteria import criteria_of
from tests.databases import world
from tests.drawing import anew
from tests.many_venues import fill
from tests.world import AT

BASE = "https://example.org"
BERLIN = Position(lon=13.4, lat=52.52)
CASES = 60

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.PUBLIC_BASE_URL = BASE


@pytest.fixture(scope="module", autouse=True)
def many(django_db_setup, django_db_blocker):
    """Three thousand generated venues, unlike each other in what filters."""
    with django_db_blocker.unblock(), world("unlike", _fill_unlike):
        yield


def _fill_unlike() -> None:
    fill(3_000)
    chance = random.Random(7)
    rows = list(PublishedVenue.objects.order_by("slug"))
    for row in rows:
        feature = {"type": "Feature", "id": str(row.pk), "properties": {"x": 1}}
        row.feature = json.dumps(feature).removesuffix("}}")
        row.kind = chance.choice(["makerspace", "fab_lab", "repair_cafe"])
        row.access = chance.sample(["public", "course", "membership"], k=2)
        row.wheelchair = chance.choice(["", "yes", "limited", "no"])
        row.newcomers = chance.choice(["", "welcome", "by_arrangement"])
        row.price = chance.choice(["", "free", "donation", "hour"])
        row.on_map = chance.random() > 0.05
        row.confirmed_at = chance.choice(
            [None, AT.date(), AT.date().replace(year=2024)]
        )
    fields = ["feature", "kind", "access", "wheelchair", "newcomers", "on_map", "price"]
    # To insert what is there costs a tenth of an update with a case for each row.
    PublishedVenue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*fields, "confirmed_at"],
    )
    # A venue has rows of one craft for several modes, and for what is narrower.
    some = PublishedOffer.objects.order_by("venue_id", "craft_id")[:900]
    PublishedOffer.objects.bulk_create(
        PublishedOffer(
            venue_id=o.venue_id,
            craft_id=o.craft_id,
            depth=1,
            mode="learn",
            inferred=False,
            public_point=o.public_point,
        )
        for o in some
    )
    broken = PublishedEquipment.objects.order_by("venue_id")[:200]
    PublishedEquipment.objects.filter(pk__in=[b.pk for b in broken]).update(
        state="broken"
    )


def a_question(chance: random.Random) -> SearchCriteria:
    """Criteria of every shape that the hot path takes."""

    def maybe(values, most=2):
        return tuple(chance.sample(values, chance.choice([0, 0, 0, 1, most])))

    near = chance.choice([None, BERLIN, Position(lon=179.9, lat=-17), BERLIN])
    boxes = [
        None,
        None,
        BBox(13.1, 52.3, 13.7, 52.7),
        BBox(170, -60, -170, 60),
        BBox(-180, -90, 180, 90),
        BBox(-180, 85, 180, 90),
    ]
    dates = ["", "", "", "2026-01-01/..", "../2025-01-01", "2026-11-25", "../.."]
    date = chance.choice(dates)
    return criteria_of(
        near=near,
        radius=Radius(chance.choice([500, 5_000, 30_000, 500_000])),
        bbox=chance.choice(boxes),
        craft=maybe(["pottery", "woodworking", "basketry", "lapidary"]),
        mode=maybe(["use", "learn"]),
        equipment=maybe(["kiln", "wood_lathe", "waterjet"]),
        kind=maybe(["makerspace", "fab_lab", "repair_cafe"]),
        access=maybe(["public", "course", "membership"]),
        wheelchair=chance.choice(["", "", "yes", "limited"]),
        newcomers=chance.choice(["", "", "welcome", "by_arrangement"]),
        price=maybe(["free", "donation"]),
        datetime=DateInterval.from_text(date) if date else None,
        limit=chance.choice([1, 7, 20, 100, 1000]),
    )


def same(quick: bytes, whole: bytes) -> None:
    ours, theirs = (json.loads(b"[%b]" % text) for text in (quick, whole))
    for one, other in zip(ours, theirs, strict=True):
        # PostgreSQL and Python round a half differently.
        distances = (f["properties"].pop("distance_m", 0) for f in (one, other))
        assert abs(next(distances) - next(distances)) < 0.11
        assert one == other


def pages(criteria: SearchCriteria, answer, most: int = 3):
    for _page in range(most):
        page = answer(criteria)
        yield page
        if not page.next_cursor:
            return
        criteria = criteria.replace(cursor=page.next_cursor)


@pytest.mark.parametrize("cases", [CASES, pytest.param(1_000, marks=pytest.mark.long)])
def test_it_answers_what_search_answers(cases):
    chance = random.Random(anew(cases) if cases > CASES else cases)
    found = 0
    for number in range(cases):
        criteria = a_question(chance)
        assert is_plain(criteria)
        quick = pages(criteria, lambda c: feature_page(c, base_url=BASE))
        whole = pages(criteria, lambda c: search_features(c, at=AT)[0])
        for one, other in itertools.zip_longest(quick, whole):
            assert one, (number, criteria)
            assert other, (number, criteria)
            assert one.count == other.count, (number, criteria)
            same(one.features, other.features)
            assert bool(one.next_cursor) == bool(other.next_cursor), criteria
            found += one.count
    assert found > cases * 10


@pytest.mark.parametrize("source", ["venues", "offers", "machines"])
def test_walked_or_measured_the_page_is_the_same(source):
    criteria = criteria_of(
        near=BERLIN,
        radius=Radius(20_000),
        craft=("pottery",) if source == "offers" else (),
        equipment=("kiln",) if source == "machines" else (),
    )
    shape, values = requested_page(criteria, None, BASE)
    assert shape.source == source
    walked, whole = (
        feature_pages_sql.feature_page(shape, values),
        feature_pages_sql.feature_page(replace(shape, walks=False), values),
    )
    assert walked == whole
    assert walked.count == 100


def test_what_is_nearest_is_planned_once_and_a_box_each_time():
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for number in range(8):
        near = Position(lon=13.4 + number / 100, lat=52.52)
        feature_page(criteria_of(near=near, craft=("pottery",)), base_url=BASE)
        box = BBox(13.3, 52.5, 13.4 + number / 100, 52.6)
        feature_page(criteria_of(bbox=box), base_url=BASE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement, generic_plans, custom_plans FROM pg_prepared_statements"
        )
        ((text, once, anew),) = cursor.fetchall()
    assert "<->" in text
    # PostgreSQL plans a statement five times before it keeps a plan.
    assert (once, anew) == (3, 5)
