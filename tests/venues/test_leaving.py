"""Who leaves takes their home and their contact address along, unless they say no."""

import pytest
from django.db import connection

from geoapp.accounts.personal_data import delete_account, published_traces
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import publish_venue, withdraw_venue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.hide_exact_place import hide_exact_place
from geoapp.venues.actions.merge_venues import merge_venues
from geoapp.venues.actions.organizers import accept_invitation, invite_organizer
from geoapp.venues.actions.split_venues import split_venues
from geoapp.venues.leaving import Trace
from geoapp.venues.models import (
    Correction,
    SourceRecord,
    Venue,
)
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member
from tests.web.factories import confirm_it_is_them
from tests.world import AT, venue

pytestmark = pytest.mark.django_db

# The email that the account has been deleted, which goes to each address.
MAIL = "mailing_message: own@example"
STREET, POSTCODE = "Kiln Lane 17", "E8 4QN"


@pytest.fixture
def person(vocabulary):
    user = member("leaving")
    for address, primary in (("leaving@example.org", True), ("own@example.org", False)):
        user.emailaddress_set.create(email=address, verified=True, primary=primary)
    return user


def published(user, name, **values) -> Venue:
    place = draft_of(
        user,
        name,
        position=[-0.0553217, 51.5453219],
        address={
            "street": STREET,
            "postcode": POSTCODE,
            "locality": "London",
            "country": "GB",
        },
        **values,
    )
    publish_venue(venue_id=place.pk)
    return Venue.objects.get(pk=place.pk)


@pytest.fixture
def home(person) -> Venue:
    return published(
        person,
        "Home kiln",
        hide_exact_place=True,
        directions_hint="Ring at the green door",
        contact={"email": "Own@example.org", "phone": "+44 20 7946 0000"},
    )


@pytest.fixture
def club(person) -> Venue:
    contact = {"email": "OWN@example.org", "phone": "+44 20 7946 0001"}
    return published(person, "Club", contact=contact)


def traces_in_tables(*words: str) -> set[str]:
    """Return the tables in which one of these words stands, with it."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
            text = "".join(row[0] for row in cursor.fetchall()).lower()
            found |= {f"{table}: {w}" for w in words if w.lower() in text}
    return found


def test_homes_come_first_and_then_addresses(person, home, club):
    assert [(item.key, item.name) for item in published_traces(person)] == [
        (f"home:{home.pk}", "Home kiln"),
        (f"address:{club.pk}", "Club"),
        (f"address:{home.pk}", "Home kiln"),
    ]


def test_a_home_is_withdrawn_and_nothing_leads_there_any_more(person, home):
    assert f"venues_venue: {STREET}" in traces_in_tables(STREET)
    delete_account(user=person, at=AT)
    left = Venue.objects.get(pk=home.pk)
    assert left.publication == "withdrawn"
    assert left.location.coords == (-0.06, 51.55)
    assert not PublishedVenue.objects.filter(on_map=True).exists()
    assert traces_in_tables(*SECRETS) - {MAIL} == set()


SECRETS = (STREET, POSTCODE, "green door", "own@example", "7946 000", "51.5453219")


def hide_by_flag(place):
    hide_exact_place(venue_id=place.pk, hidden=True, author=None, at=AT)


def hide_by_precision(place):
    correct_venue(
        venue_id=place.pk, field="precision", value="area", author=None, at=AT
    )


@pytest.mark.parametrize("hide", [hide_by_flag, hide_by_precision])
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_home_is_erased_however_it_hides_and_if_withdrawn(
    person, club, hide, is_withdrawn
):
    hide(club)
    values = values_of(club.pk)
    Contribution.objects.create(
        author=person,
        venue=club,
        changes={name: values[name] for name in ("position", "address", "contact")},
        base={"position": values["position"]},
        made_at=AT,
        decision="accepted",
        decided_at=AT,
    )
    record = SourceRecord.objects.get()
    record.said["raw"] = {"cells": {"street": STREET}}
    record.save()
    if is_withdrawn:
        withdraw_venue(venue_id=club.pk)
    assert "stewardship_contribution: 51.5453219" in traces_in_tables(*SECRETS)
    delete_account(user=person, at=AT)
    assert Venue.objects.get(pk=club.pk).publication == "withdrawn"
    assert traces_in_tables(*SECRETS) - {MAIL} == set()


def test_what_happened_to_a_home_while_it_was_merged_is_erased_too(person, home):
    stays = draft_of(member("neighbour"), "Neighbour").pk
    publish_venue(venue_id=stays)
    hint = "Knock at the blue gate"
    correct_venue(
        venue_id=home.pk, field="directions_hint", value=hint, author=None, at=AT
    )
    row = merge_venues(kept_id=stays, merged_id=home.pk, at=AT)
    record = SourceRecord.objects.get(said__name="Home kiln")
    record.digest = "another edition"
    record.save()
    assert f"venues_sourcerecordevent: {STREET}" in traces_in_tables(STREET)
    split_venues(merge_id=row.pk, by=person, at=AT)
    delete_account(user=person, at=AT)
    assert traces_in_tables("blue gate", *SECRETS) - {MAIL} == set()


def test_an_address_is_erased_and_the_place_stays(person, club):
    delete_account(user=person, at=AT)
    left = Venue.objects.get(pk=club.pk)
    assert left.publication == "published"
    assert left.contact == {"phone": "+44 20 7946 0001"}
    assert left.street == STREET
    assert traces_in_tables("own@example") - {MAIL} == set()


def test_an_address_of_a_list_stays_out_when_it_is_imported_again(person):
    pk = venue("Listed", contact={"email": "own@example.org", "phone": "1"})
    place = Venue.objects.get(pk=pk)
    Correction.objects.create(
        venue=place, field="summary", value="Pots", author=person, made_at=AT
    )
    delete_account(user=person, at=AT)
    assert Correction.objects.get(venue=pk, field="contact").value == {"phone": "1"}
    assert Venue.objects.get(pk=pk).contact == {"phone": "1"}


def test_what_the_person_keeps_stays(person, home, club):
    kept = frozenset(item.key for item in published_traces(person))
    delete_account(user=person, at=AT, kept=kept)
    for place in (home, club):
        left = Venue.objects.get(pk=place.pk)
        assert (left.publication, left.contact) == ("published", place.contact)


def test_a_home_that_others_manage_is_theirs_too(person, home):
    other = member("other")
    invitation = invite_organizer(
        venue_id=home.pk, email=other.email, invited_by=person, at=AT
    )
    accept_invitation(invitation_id=invitation.pk, user=other, at=AT)
    assert Trace.HOME not in {item.kind for item in published_traces(person)}


def test_addresses_of_others_stay(person):
    published(person, "Guild", contact={"email": "guild@example.org"})
    assert published_traces(person) == ()


def delete(client, person, **form) -> None:
    client.force_login(person)
    confirm_it_is_them(client, person)
    client.post("/account/delete/", form)


def test_the_page_asks_and_proposes_to_remove(client, person, home, club):
    client.force_login(person)
    confirm_it_is_them(client, person)
    page = client.get("/account/delete/").content.decode()
    for item in published_traces(person):
        box = f'<input type="checkbox" name="remove" value="{item.key}" checked>'
        assert box in page
    assert "Take “Home kiln” off the map" in page
    assert "contact details of “Club”" in page


def test_without_a_word_everything_is_removed(client, person, home, club):
    delete(client, person)
    assert Venue.objects.get(pk=home.pk).publication == "withdrawn"
    assert "email" not in Venue.objects.get(pk=club.pk).contact


def test_only_what_was_unticked_stays(client, person, home, club):
    keys = [item.key for item in published_traces(person)]
    delete(client, person, shown=keys, remove=[f"address:{club.pk}"])
    assert Venue.objects.get(pk=home.pk).publication == "published"
    assert "email" not in Venue.objects.get(pk=club.pk).contact
