"""At 100,000 venues every kind of search is answered by its index.

Plans are asserted, timings never.
"""

import json
import re

import pytest
from django.db import connection

from geoapp.discovery.candidates import candidate_ids
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.needs import Needs
from geoapp.discovery.search import matching, ordered
from geoapp.discovery.understanding import Understanding, understand
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.models import PublishedVenue

VENUES = 100_000
BERLIN = Position(lon=13.4, lat=52.52)

# A third of all venues stand in dense towns, as real ones do; "pottery" is common,
# "basketry" rare, "lapidary" is offered by nobody.
_FILL = (
    """
    INSERT INTO publishing_publishedvenue (id, slug, aliases, on_map, public_point,
        precision, name, sort_name, name_folded, kind, locality, country, access,
        wheelchair, newcomers, operation, time_zone, search, feature, page)
    SELECT gen_random_uuid(), 'g' || n, '{}', true,
        ST_SetSRID(CASE WHEN n %% 3 = 0
            THEN ST_MakePoint(13.4 + (random() - .5) * .8, 52.52 + (random() - .5) * .5)
            ELSE ST_MakePoint(random() * 360 - 180, degrees(asin(random() * 2 - 1)))
        END, 4326),
        'exact', 'Workshop ' || n, 'workshop ' || n, 'workshop ' || n,
        'makerspace', 'Town', 'DE', '{public}', '', '', 'operating', 'Europe/Berlin',
        to_tsvector('simple', 'workshop ' || md5((n %% 5000)::text)), '{', '{}'
    FROM generate_series(1, %s) AS n
    """,
    """
    INSERT INTO publishing_publishedoffer
        (venue_id, craft_id, depth, mode, inferred, public_point)
    SELECT v.id, craft, 0, 'use', false, v.public_point
    FROM publishing_publishedvenue v, LATERAL (VALUES
        ('pottery', 1), ('woodworking', 2), ('basketry', 2000)) AS c (craft, every)
    WHERE hashtext(v.slug || craft) %% every = 0
    """,
    """
    INSERT INTO publishing_publishedequipment
        (venue_id, equipment_id, induction, state, inferred, public_point)
    SELECT v.id, machine, '', 'working', false, v.public_point
    FROM publishing_publishedvenue v, LATERAL (VALUES
        ('kiln', 2), ('wood_lathe', 5), ('waterjet', 3000)) AS m (machine, every)
    WHERE hashtext(v.slug || machine) %% every = 0
    """,
)
_TABLES = (
    "publishing_publishedvenue, publishing_publishedoffer, "
    "publishing_publishedequipment, publishing_publishedopening"
)


@pytest.fixture(scope="module", autouse=True)
def many_venues(django_db_setup, django_db_blocker):
    """A map of 100,000 generated venues."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        for number, statement in enumerate(_FILL):
            cursor.execute(statement, [VENUES] if number == 0 else [])
        cursor.execute(f"ANALYZE {_TABLES}")
        yield
        cursor.execute(f"TRUNCATE {_TABLES}")


pytestmark = pytest.mark.django_db


def plan(query) -> str:
    """Return the plan as text, with what the executor really did."""
    text = query.explain(format="json", analyze=True)
    return json.dumps(json.loads(text))


def used(found: str) -> set[str]:
    return set(re.findall(r'"Index Name": "([^"]+)"', found))


def scanned(found: str) -> set[str]:
    """The tables that were read from end to end."""
    return set(
        re.findall(r'"Node Type": "Seq Scan"[^{}]*?"Relation Name": "([^"]+)"', found)
    )


def page(**members) -> str:
    criteria = SearchCriteria(**members)
    understanding = understand(criteria)
    found = ordered(matching(criteria, understanding), criteria, understanding)
    return plan(found[:20])


def test_a_box_is_read_from_the_planar_index():
    found = page(bbox=BBox(13.3, 52.4, 13.35, 52.45))
    assert "published_point" in used(found)
    assert not scanned(found)


def test_a_box_over_the_date_line_is_read_from_it_too():
    found = page(bbox=BBox(179.5, -20, -179.5, -16))
    assert "published_point" in used(found)
    assert not scanned(found)


def test_a_circle_is_read_from_the_geography_index():
    found = page(near=BERLIN, radius=Radius(2_000))
    assert "published_geography" in used(found)
    assert not scanned(found)


@pytest.mark.parametrize("craft", ["pottery", "basketry", "lapidary"])
def test_a_craft_near_a_place_is_read_from_the_joint_index(craft):
    found = page(near=BERLIN, radius=Radius(2_000), crafts=(craft,))
    assert "published_offer_near" in used(found) or (
        # A common craft in a small circle: all that is there is cheaper still.
        craft == "pottery" and "published_geography" in used(found)
    )
    assert not scanned(found)


def test_a_machine_near_a_place_is_read_from_the_joint_index():
    found = page(near=BERLIN, radius=Radius(2_000), equipment=("waterjet",))
    assert "published_equipment_near" in used(found)
    assert not scanned(found)


def test_words_are_read_from_the_text_index():
    criteria = SearchCriteria()
    found = plan(matching(criteria, Understanding(words=("c4ca4238",)))[:20])
    assert "published_search" in used(found)
    assert not scanned(found)


def test_a_name_is_read_from_the_trigram_index():
    found = plan(PublishedVenue.objects.on_map().named_like("workshop 98765")[:4])
    assert "published_name_trgm" in used(found)


def test_a_list_by_name_walks_the_index():
    found = page()
    assert "published_by_name" in used(found)


@pytest.mark.parametrize("craft", ["basketry", "lapidary"])
def test_matches_are_read_from_the_joint_indexes(craft):
    needs = Needs(crafts=(craft,), required=("waterjet",))
    found = plan(candidate_ids(needs, near=BERLIN, radius=Radius(5_000)))
    assert {"published_offer_near", "published_equipment_near"} <= used(found)
    assert not scanned(found)


def test_the_world_is_as_it_should_be():
    assert PublishedVenue.objects.count() == VENUES
