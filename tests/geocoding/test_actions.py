"""The gazetteer is loaded whole, once, or not at all."""

import pytest
from django.core.management import call_command
from django.db import connection

from geoapp.geocoding import actions
from geoapp.geocoding.models import GazetteerEdition, GazetteerName, GazetteerPlace
from geoapp.geocoding.place_names import read
from tests.geocoding.names import row
from tests.world import AT

pytestmark = pytest.mark.django_db
ROWS = [
    row("Wien", 16.37, 48.2, "Vienna", "Vídeň", people=1_691_468, country="AT"),
    row("Hackney", -0.05, 51.54),
    row("Kent's \\. \t Town", 0.1, 51.3, people=700),
]


@pytest.fixture(autouse=True)
def small_package(monkeypatch):
    """Let the package know three places."""
    monkeypatch.setattr(actions, "place_rows", lambda: iter(ROWS))
    monkeypatch.setattr(actions, "BATCH", 2)


def test_it_loads_every_place_with_all_its_names():
    calls = []
    count = actions.load_gazetteer(at=AT, progress=lambda *done: calls.append(done))
    assert count == 3
    assert calls == [(2, 3), (3, 3)]
    names = GazetteerName.objects.filter(place__name="Wien").order_by("pk")
    assert list(names.values_list("folded", "is_main", "weight")) == [
        ("wien", True, 1_691_468),
        ("vienna", False, 1_691_468),
        ("viden", False, 1_691_468),
    ]
    vienna = GazetteerPlace.objects.get(name="Wien")
    assert (vienna.point.x, vienna.point.y, vienna.point.srid) == (16.37, 48.2, 4326)
    assert GazetteerPlace.objects.filter(name="Kent's \\. \t Town").exists()


def test_what_has_no_figure_weighs_like_a_part_of_a_city():
    actions.load_gazetteer(at=AT)
    assert GazetteerName.objects.get(folded="hackney").weight == 20_000
    assert read("hackney", limit=1).places[0].population == 0


def test_loading_again_reads_nothing(monkeypatch):
    actions.load_gazetteer(at=AT)

    def unexpected():
        raise AssertionError("the package was read again")

    monkeypatch.setattr(actions, "place_rows", unexpected)
    assert actions.load_gazetteer(at=AT) == 3


def test_another_edition_replaces_what_was_there(monkeypatch):
    actions.load_gazetteer(at=AT)
    monkeypatch.setattr(actions, "place_rows", lambda: iter(ROWS[:1]))
    monkeypatch.setattr(actions, "edition", lambda: "a later one")
    assert actions.load_gazetteer(at=AT) == 1
    assert [e.edition for e in GazetteerEdition.objects.all()] == ["a later one"]
    assert read("hackney", limit=1).places == ()


def test_a_load_that_breaks_off_leaves_what_was_there(monkeypatch):
    actions.load_gazetteer(at=AT)

    def broken():
        yield row("Graz", 15.4, 47.0)
        raise OSError("the file ends here")

    monkeypatch.setattr(actions, "place_rows", broken)
    monkeypatch.setattr(actions, "edition", lambda: "a later one")
    with pytest.raises(OSError, match="ends here"):
        actions.load_gazetteer(at=AT)
    assert read("wien", limit=1).places[0].name == "Wien"


def test_the_indexes_are_there_again_after_a_load():
    actions.load_gazetteer(at=AT)
    wanted = {
        index.name
        for model in (GazetteerName, GazetteerPlace)
        for index in model._meta.indexes
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes")
        assert wanted <= {name for (name,) in cursor.fetchall()}


def test_the_command_says_how_many_places_are_known(capsys):
    call_command("load_gazetteer")
    assert capsys.readouterr().out.splitlines() == [
        "2 of 3 towns",
        "3 of 3 towns",
        "Loaded 3 town names.",
    ]
