"""A town is found in the cases of its language, where the language marks a place."""

import pytest

from geoapp.crafts.particles import without_particles
from geoapp.discovery.text.interpretation import interpret
from tests.geocoding.names import known, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def towns() -> None:
    known(
        row("Helsinki", 24.94, 60.17, "Helsingi", "Helsingfors", people=650_000),
        row("Kraków", 19.94, 50.06, people=770_000),
        row("Lviv", 24.02, 49.84, "Львів", people=720_000),
        row("Berlin", 13.41, 52.52, "Берлін", people=3_400_000),
        row("Prague", 14.42, 50.09, "Praha", people=1_300_000),
        row("Istanbul", 28.95, 41.01, "İstanbul", people=15_000_000),
        row("Seoul", 126.98, 37.57, "서울", people=10_000_000),
        row("Osaka", 135.5, 34.69, "大阪", people=2_700_000),
        row("Hamlet of Kursk", 30.0, 50.0, "Stary", people=900),
    )


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("ompelukone Helsingissä", "Helsinki"),
        ("stolarnia w Krakowie", "Kraków"),
        ("гончарна майстерня у Львові", "Lviv"),  # noqa: RUF001
        ("ремонт взуття в Берліні", "Berlin"),
        ("oprava kol v Praze", "Prague"),
        ("İstanbul'da seramik kursu", "Istanbul"),
        ("서울에서 목공", "Seoul"),
        ("大阪で木工", "Osaka"),
        ("木工教室 大阪", "Osaka"),
    ],
)
def test_a_town_is_found_in_its_case(towns, text, town):
    found = interpret(text)
    assert found.place is not None
    assert found.place.name == town
    assert found.terms


@pytest.mark.parametrize(
    "text",
    ["stary stół", "krakowiak", "helsinginkadun ompelu", "berline", "osaken queen"],
)
def test_a_stem_alone_is_no_town(towns, text):
    assert interpret(text).place is None


@pytest.mark.parametrize(
    ("word", "bare"), [("서울에서", "서울"), ("大阪で", "大阪"), ("木工", "木工"), ("Leeds", "Leeds")]
)  # fmt: skip
def test_particles_are_no_part_of_a_word(word, bare):
    assert without_particles(word) == bare
