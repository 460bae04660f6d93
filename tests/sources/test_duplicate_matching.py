"""Duplicates between lists: conservative, and one to one."""

from dataclasses import replace
from uuid import UUID

import pytest

from geoapp.geo.values import Position
from geoapp.sources.duplicate_matching import DuplicateCandidate, match, matches_of
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import SourceRecord
from tests.sources.lists import KILN_YARD, SOURCE
from tests.world import AT

FIRST, SECOND = UUID(int=1), UUID(int=2)
OSM = "https://www.openstreetmap.org/node/1"


def candidate(venue_id=FIRST, **known):
    values = {"name": "", "web": "", "pages": frozenset(), "distance_m": 0.0}
    return DuplicateCandidate(venue_id=venue_id, **{**values, **known})


def record(**known):
    return replace(KILN_YARD, **known)


@pytest.mark.parametrize(
    ("known", "near", "fits"),
    [
        ({"name": "Kiln Yard"}, {"name": "KILN-YARD", "distance_m": 99}, True),
        ({"name": "Kiln Yard"}, {"name": "Kiln Yard", "distance_m": 101}, False),
        ({"name": "Kiln Yard"}, {"name": "Kiln Yard II", "distance_m": 1}, False),
        ({"name": "Töpferei"}, {"name": "Topferei", "distance_m": 1}, True),
        ({"name": "!"}, {"name": "?", "distance_m": 1}, False),
        ({"url": OSM}, {"pages": frozenset({OSM}), "distance_m": 900}, True),
        ({"url": ""}, {"pages": frozenset({""})}, False),
        (
            {"contact": {"web": "https://www.kiln.example/"}},
            {"web": "http://kiln.example", "name": "The Kiln", "distance_m": 500},
            True,
        ),
        (
            {"contact": {"web": "https://kiln.example"}},
            {"web": "https://kiln.example", "name": "Other shop", "distance_m": 500},
            False,
        ),
        (
            {"contact": {"web": "https://kiln.example"}},
            {"web": "https://kiln.example", "name": "The Kiln", "distance_m": 1500},
            False,
        ),
        ({"contact": {}}, {"web": "", "name": "The Kiln"}, False),
    ],
)
def test_a_candidate_fits_or_not(known, near, fits):
    assert match(record(**known), [candidate(**near)]) == (FIRST if fits else None)


def test_two_that_fit_are_none():
    two = [candidate(name="Kiln Yard"), candidate(SECOND, name="Kiln Yard")]
    assert match(KILN_YARD, two) is None


def stored(list_key, *records):
    source = replace(SOURCE, key=list_key)
    return record_source(source=source, records=records, at=AT).venue_ids


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_venue_of_another_list_near_by_is_found():
    [venue_id] = stored("other", KILN_YARD)
    new = record(external_id="x", position=Position(lon=-0.0560, lat=51.545))
    assert matches_of([new], source_key="list") == {"x": venue_id}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_venues_of_the_same_source_are_never_matched():
    stored("list", KILN_YARD)
    assert matches_of([record(external_id="x")], source_key="list") == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_record_that_is_there_already_is_left_to_its_list():
    stored("other", KILN_YARD)
    stored("list", record(external_id="x"))
    assert matches_of([record(external_id="x")], source_key="list") == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_two_records_do_not_match_the_same_venue():
    stored("other", KILN_YARD)
    twins = [record(external_id="x"), record(external_id="y")]
    assert matches_of(twins, source_key="list") == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_the_middle_of_a_town_proves_nothing():
    stored("other", record(precision="city"))
    assert matches_of([record(external_id="x")], source_key="list") == {}
    stored("third", record(external_id="3"))
    vague = record(external_id="x", precision="city")
    assert matches_of([vague], source_key="list") == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
def test_a_match_assigns_two_records_to_the_same_venue():
    [venue_id] = stored("other", KILN_YARD)
    matches = matches_of([record(external_id="x")], source_key="list")
    record_source(
        source=SOURCE, records=[record(external_id="x")], at=AT, matches=matches
    )
    assert SourceRecord.objects.filter(venue_id=venue_id).count() == 2
