"""The maintained projection equals a rebuilt one, and shows nothing it should not."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import serializers

from geoapp.crafts.vocabulary import current
from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.publishing.actions import rebuild, refresh
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedOpening,
    PublishedVenue,
)
from geoapp.venues.actions.change_publication import publish_venue, withdraw_venue
from geoapp.venues.actions.correct_venue import correct_venue, remove_correction
from geoapp.venues.actions.hide_exact_place import hide_exact_place
from geoapp.venues.actions.merge_venues import merge_venues
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import Publication, Venue
from geoapp.venues.signals import venues_changed
from tests.drawing import anew
from tests.world import AT, SOURCE, record, venue, venues

pytestmark = pytest.mark.django_db

TABLES = (PublishedVenue, PublishedOffer, PublishedEquipment, PublishedOpening)
HOURS = ("Mo-Fr 09:00-18:00", '"by appointment"', "nonsense", "24/7", "")


def projection() -> dict[str, list[str]]:
    """Every row of every table as text, without the row numbers."""
    return {
        model.__name__: sorted(_text(row) for row in model.objects.all())
        for model in TABLES
    }


def _text(row: Any) -> str:
    fields = serializers.serialize("python", [row])[0]["fields"]
    pk = row.pk if isinstance(row, PublishedVenue) else ""
    return f"{pk} {sorted((k, str(v)) for k, v in fields.items())}"


class RandomChanges:
    """Changes drawn from a seeded generator, through the verbs only."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.crafts = sorted(current().crafts)
        self.equipment = sorted(current().equipment)
        self.ids = list(venues(*[self._record(n) for n in range(15)]))

    def _record(self, number: int) -> Any:
        draw = self.draw
        return record(
            f"Place {draw.randrange(1000)}",
            external_id=f"random-{number}",
            at=Position(lon=draw.uniform(-179, 179), lat=draw.uniform(-80, 80)),
            offers=[
                (c, draw.choice(["use", "learn", "buy"]))
                for c in draw.sample(self.crafts, draw.randrange(4))
            ],
            machines=draw.sample(self.equipment, draw.randrange(4)),
            hours=draw.choice(HOURS),
            operation=draw.choice(["operating", "operating", "closed", "unknown"]),
        )

    def _live(self) -> Any:
        merged = Venue.objects.filter(publication=Publication.MERGED)
        return self.draw.choice(
            [pk for pk in self.ids if not merged.filter(pk=pk).exists()]
        )

    def change(self) -> None:
        verb = self.draw.choice(
            [
                self.edit,
                self.edit,
                self.correct,
                self.take_back,
                self.withdraw,
                self.publish,
                self.publish,
                self.hide,
                self.merge,
            ]
        )
        verb()

    def edit(self) -> None:
        number = self.draw.randrange(200)
        for pk in venues(self._record(number)):
            if pk not in self.ids:
                self.ids.append(pk)

    def correct(self) -> None:
        field, value = self.draw.choice(
            [
                ("name", "Corrected"),
                ("wheelchair", "yes"),
                ("access", ["public"]),
                ("hours", [{"audience": "members", "text": "Sa 10:00-12:00"}]),
                ("operation", "paused"),
            ]
        )
        correct_venue(
            venue_id=self._live(), field=field, value=value, author=None, at=AT
        )

    def take_back(self) -> None:
        remove_correction(venue_id=self._live(), field="name")

    def withdraw(self) -> None:
        withdraw_venue(venue_id=self._live())

    def publish(self) -> None:
        publish_venue(venue_id=self._live())

    def hide(self) -> None:
        hidden = self.draw.random() < 0.5
        hide_exact_place(venue_id=self._live(), hidden=hidden, author=None, at=AT)

    def merge(self) -> None:
        kept, merged = self._live(), self._live()
        left = Venue.objects.exclude(publication=Publication.MERGED).count()
        if kept != merged and left > 12:
            merge_venues(kept_id=kept, merged_id=merged, at=AT)


def check_equal(changes: int, seed: int) -> None:
    """Compare after so many changes; and that the comparison can fail."""
    world = RandomChanges(seed)
    for _number in range(changes):
        world.change()
    maintained = projection()
    for model in TABLES:
        model.objects.all().delete()
    rebuild(at=AT)
    assert projection() == maintained
    assert all(len(rows) > 0 for rows in maintained.values())


def test_after_50_random_changes_it_equals_the_rebuilt_one(vocabulary):
    check_equal(50, seed=1)


@pytest.mark.long
@pytest.mark.parametrize(
    "seed", [2, 3, pytest.param(anew(4), id="new-4"), pytest.param(anew(5), id="new-5")]
)
def test_after_1000_random_changes_it_equals_the_rebuilt_one(vocabulary, seed):
    check_equal(1000, seed=seed)


def test_rebuilding_twice_changes_nothing(vocabulary):
    RandomChanges(7)
    rebuild(at=AT)
    once = projection()
    rebuild(at=AT)
    assert projection() == once


@pytest.mark.parametrize(
    "publication",
    [
        Publication.DRAFT,
        Publication.PENDING,
        Publication.REFUSED,
        Publication.WITHDRAWN,
    ],
)
def test_what_is_not_published_is_in_none_of_its_tables(vocabulary, publication):
    pk = venue(
        "Secret", offers=[("pottery", "use")], machines=["kiln"], hours="Mo 10:00-12:00"
    )
    venue("Shown", offers=[("pottery", "use")])
    Venue.objects.filter(pk=pk).update(publication=publication)
    rebuild(at=AT)
    assert not PublishedVenue.objects.filter(pk=pk).exists()
    for model in TABLES[1:]:
        assert not model.objects.filter(venue_id=pk).exists()
    assert "Secret" not in str(projection())


def test_a_withdrawn_venue_leaves_at_once(vocabulary):
    pk = venue("Gone", offers=[("pottery", "use")])
    withdraw_venue(venue_id=pk)
    assert str(pk) not in str(projection())


def test_a_closed_venue_has_a_page_but_is_not_on_the_map(vocabulary):
    pk = venue("Closed", offers=[("pottery", "use")], operation="closed")
    assert PublishedVenue.objects.get(pk=pk).on_map is False
    assert not PublishedOffer.objects.filter(venue_id=pk).exists()


def test_every_ancestor_of_a_craft_has_a_row(vocabulary):
    pk = venue("Turner", offers=[("woodturning", "use")])
    rows = PublishedOffer.objects.filter(venue_id=pk)
    assert {(r.craft_id, r.depth) for r in rows} == {
        ("woodturning", 0),
        *((a, n) for n, a in enumerate(current().ancestors("woodturning"), 1)),
    }


def test_no_relation_leads_from_it_to_the_organizers_tables():
    for model in TABLES:
        for field in model._meta.get_fields():
            assert not field.is_relation, f"{model.__name__}.{field.name}"


def test_an_import_refreshes_it_once_a_batch(vocabulary, monkeypatch):
    calls: list[int] = []

    def count(*, venue_ids, **_kwargs):
        calls.append(len(venue_ids))

    venues_changed.connect(count)
    venues(*[record(f"V{n}") for n in range(5)])
    venues_changed.disconnect(count)
    assert calls == [5]


def test_a_rebuild_preserves_the_change_times(vocabulary):
    later, at_last = AT + timedelta(days=3), AT + timedelta(days=9)
    changed, kept = venue("First"), venue("Kept")
    Venue.objects.filter(pk=changed).update(name="Second")
    refresh(venue_ids=[changed, kept], at=later)
    maintained = projection()
    for model in TABLES:
        model.objects.all().delete()
    rebuild(at=at_last)
    told = PublishedVenue.objects.in_bulk()
    assert (told[changed].published_at, told[changed].changed_at) == (AT, later)
    assert (told[kept].published_at, told[kept].changed_at) == (AT, AT)
    assert projection()["PublishedVenue"] == maintained["PublishedVenue"]


def test_what_comes_back_begins_anew(vocabulary):
    pk = venue("Back")
    withdraw_venue(venue_id=pk)
    Venue.objects.filter(pk=pk).update(publication=Publication.PUBLISHED)
    refresh(venue_ids=[pk], at=AT + timedelta(days=1))
    row = PublishedVenue.objects.get(pk=pk)
    assert row.published_at == row.changed_at == AT + timedelta(days=1)


def test_a_move_inside_the_area_is_no_change(vocabulary):
    pk = venue("Home", precision="area")
    before = PublishedVenue.objects.get(pk=pk)
    moved = Position(lon=before.public_point.x, lat=before.public_point.y + 0.0001)
    Venue.objects.filter(pk=pk).update(location=to_point(moved), street="1 New Row")
    refresh(venue_ids=[pk], at=AT + timedelta(days=1))
    assert PublishedVenue.objects.get(pk=pk).changed_at == AT


def test_it_knows_which_list_says_what(vocabulary):
    osm = replace(SOURCE, key="osm-test", edition=date(2026, 1, 1))
    pk = venue("Kiln Yard", offers=[("pottery", "use")], external_id="a")
    said = record("Kiln Yard", external_id="b", hours="Mo 10:00-12:00")
    record_source(source=osm, records=[said], at=AT, matches={"b": pk})
    correct_venue(venue_id=pk, field="wheelchair", value="yes", author=None, at=AT)
    row = PublishedVenue.objects.get(pk=pk)
    assert row.sources == ["osm-test", "test-list"]
    told = row.said_by
    assert told["name"] == told["position"] == ["osm-test", "test-list"]
    assert told["offers"] == told["confirmed_at"] == ["test-list"]
    assert told["hours:public"] == ["osm-test"]
    assert told["wheelchair"] == []
    assert "summary" not in told
