"""Recording a list: new, changed and unchanged rows, and venues that outlive it."""

import pytest

from geoapp.accounts.models import User
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.merge_venues import SameVenue, merge_venues
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import Venue
from tests.world import AT, SOURCE, record, venue, venues

pytestmark = pytest.mark.django_db


def test_the_same_list_again_changes_nothing(vocabulary):
    rows = [record("A", external_id="a"), record("B", external_id="b")]
    first = record_source(source=SOURCE, records=rows, at=AT)
    again = record_source(source=SOURCE, records=rows, at=AT)
    assert first.created == ("a", "b")
    assert (again.created, again.changed, again.unchanged) == ((), (), ("a", "b"))
    assert again.venue_ids == ()


def test_a_changed_row_updates_its_venue_but_not_the_slug(vocabulary):
    venues(record("Old name", external_id="a"))
    outcome = record_source(
        source=SOURCE, records=[record("New name", external_id="a")], at=AT
    )
    assert outcome.changed == ("a",)
    assert list(Venue.objects.values_list("name", "slug")) == [("New name", "old-name")]


def test_a_correction_survives_the_next_import(vocabulary):
    pk = venue("Wrong", external_id="a")
    editor = User.objects.create_user("manager@example.org", "x" * 12)
    correct_venue(venue_id=pk, field="name", value="Right", author=editor, at=AT)
    venues(record("Still wrong", external_id="a", kind="fab_lab"))
    assert Venue.objects.get(pk=pk).name == "Right"
    assert PublishedVenue.objects.get(pk=pk).name == "Right"
    assert Venue.objects.get(pk=pk).kind == "fab_lab"


def test_a_matched_row_joins_the_venue_it_speaks_of(vocabulary):
    pk = venue("A", external_id="a")
    other = SOURCE.__class__(
        key="other", name="Other", licence="ODbL-1.0", attribution="Others"
    )
    record_source(
        source=other, records=[record("A!", external_id="z")], at=AT, matches={"z": pk}
    )
    shown = PublishedVenue.objects.get()
    assert [s["licence"] for s in shown.page["sources"]] == ["ODbL-1.0", "CC0-1.0"]


def test_equal_names_get_addresses_of_their_own(vocabulary):
    for number in range(3):
        venue("Fab Lab", external_id=f"f{number}")
    slugs = list(Venue.objects.order_by("slug").values_list("slug", flat=True))
    assert slugs == ["fab-lab", "fab-lab-london", "fab-lab-london-2"]


def test_a_name_in_another_script_has_an_address_too(vocabulary):
    venue("工房")
    assert Venue.objects.get().slug == "venue"


def test_a_merged_venue_redirects_to_the_surviving_venue(vocabulary, client):
    kept, merged = venues(
        record("Kept", external_id="a"),
        record("Merged", external_id="b", offers=[("pottery", "use")]),
    )
    merge_venues(kept_id=kept, merged_id=merged, at=AT)
    shown = PublishedVenue.objects.get()
    assert (shown.pk, shown.aliases) == (kept, ["merged"])
    answer = client.get("/venues/merged/")
    assert (answer.status_code, answer["Location"]) == (301, "/venues/kept/")
    with pytest.raises(SameVenue):
        merge_venues(kept_id=kept, merged_id=kept, at=AT)
