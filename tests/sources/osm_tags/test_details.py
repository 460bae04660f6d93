"""Hours, contact, address and dates out of tags."""

from datetime import date

import pytest

from geoapp.geo.values import Position
from geoapp.sources.osm_tags import OsmObject, centroid, row_from_osm
from geoapp.sources.osm_tags.dates import date_of
from geoapp.sources.osm_tags.details import contact_of
from geoapp.sources.reader_rows import ReadOptions


def record_of(options=None, **tags):
    found = OsmObject(
        reference="node/1",
        tags={"name": "Paja", "craft": "pottery", **tags},
        position=Position(lon=24.9, lat=60.2),
    )
    return row_from_osm(found, options or ReadOptions()).record


def test_hours_of_each_audience_are_unmodified():
    record = record_of(
        **{
            "opening_hours": "Mo-Fr 10-18, Sa 10-15",
            "opening_hours:members": "24/7",
            "check_date:opening_hours": "2026-03-04",
        }
    )
    assert [(h.audience, h.text) for h in record.hours] == [
        ("public", "Mo-Fr 10-18, Sa 10-15"),
        ("members", "24/7"),
    ]
    assert record.hours[0].checked == date(2026, 3, 4)


def test_the_survey_date_confirms_and_the_edition_stands_in_for_it():
    options = ReadOptions(edition=date(2026, 8, 1))
    assert record_of(options).confirmed_at == date(2026, 8, 1)
    surveyed = record_of(options, check_date="2025-03-28", **{"survey:date": "2024"})
    assert surveyed.confirmed_at == date(2025, 3, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-28", date(2026, 1, 28)),
        ("2026-01", date(2026, 1, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-02-30", None),
        ("last summer", None),
        ("9" * 30, None),
        ("", None),
    ],
)
def test_a_date_is_read_or_unknown(text, expected):
    assert date_of(text) == expected


@pytest.mark.parametrize(
    ("tags", "web"),
    [
        ({"website": "https://example.org/"}, "https://example.org/"),
        ({"contact:website": "HTTP://example.org"}, "HTTP://example.org"),
        ({"url": "example.org"}, "example.org"),
        ({"website": "https://a.example;https://b.example"}, "https://a.example"),
    ],
)
def test_web_addresses_are_read(tags, web):
    assert contact_of(tags) == {"web": web}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "file:///etc/passwd",
        "see our page",
        "http://[",
    ],
)
def test_other_addresses_are_left_out(address):
    assert contact_of({"website": address}) == {}


def test_telephone_and_mail_stay_in_the_raw_record():
    record = record_of(phone="+47 1", email="a@example.org")
    assert record.contact == {}
    assert record.raw["phone"] == "+47 1"


def test_the_address_takes_town_and_country_from_who_imports():
    options = ReadOptions(country="FI", locality="Helsinki")
    record = record_of(
        options, **{"addr:street": "Eerikinkatu", "addr:housenumber": "11"}
    )
    assert record.address.street == "Eerikinkatu 11"
    assert record.address.locality == "Helsinki"
    assert record.address.country == "FI"


def test_names_in_other_languages_are_stored_by_language():
    record = record_of(
        **{"name:sv": "Verkstad", "name:fi": "Paja", "name:etymology:wikidata": "Q1"}
    )
    assert record.alternate_names == {"sv": "Verkstad"}


def test_missing_values_are_unknown():
    record = record_of()
    assert (record.wheelchair, record.price, record.access, record.hours) == (
        "",
        "",
        (),
        (),
    )


def test_coded_tags_are_read():
    record = record_of(
        wheelchair="limited",
        fee="no",
        reservation="required",
        level="-1",
        **{"toilets:wheelchair": "no", "language:fi": "yes"},
    )
    assert record.wheelchair == "limited"
    assert record.price == "free"
    assert record.access == ("appointment",)
    assert record.floor == "-1"
    assert record.accessibility == {"toilets:wheelchair": "no"}
    assert record.languages == ("fi",)


def test_an_object_without_any_name_is_refused():
    found = OsmObject(
        reference="node/1",
        tags={"craft": "shoemaker"},
        position=Position(lon=0, lat=0),
    )
    assert row_from_osm(found, ReadOptions()).refused == "No name."


def test_a_brand_stands_in_for_the_name_and_says_so():
    found = OsmObject(
        reference="node/1",
        tags={"craft": "shoemaker", "brand": "Mister Minit"},
        position=Position(lon=0, lat=0),
    )
    row = row_from_osm(found, ReadOptions())
    assert row.record.name == "Mister Minit"
    assert row.repaired == ("No name. Used the brand instead.",)


def test_the_middle_of_a_ring_over_the_date_line_lies_on_it():
    middle = centroid([(179.0, 0.0), (-179.0, 0.0)])
    assert abs(middle.lon) == 180


def test_the_closing_point_of_a_ring_counts_once():
    middle = centroid([(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 0.0)])
    assert (middle.lon, middle.lat) == (2.0, 1.0)


def test_no_points_have_no_middle():
    assert centroid([]) is None
