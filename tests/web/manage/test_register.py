"""Registering without JavaScript: plain forms, kept step by step, handed in."""

from uuid import uuid4

import pytest

from geoapp.geo.points import to_point
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.models import Contribution
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.drawing import pairs
from tests.people import draft_of, member
from tests.world import HACKNEY, venue

pytestmark = pytest.mark.django_db

WHAT = {
    "name": "Kiln Yard",
    "kind": "open_studio",
    "locality": "Hackney",
    "country": "GB",
    "lat": "51.545",
    "lon": "-0.0553",
}


@pytest.fixture
def organizer(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return person


@pytest.fixture
def hackney(db):
    place = GazetteerPlace.objects.create(
        geonameid=1,
        name="Hackney",
        region="England",
        country="GB",
        country_name="United Kingdom",
        population=0,
        time_zone="Europe/London",
        point=to_point(HACKNEY),
    )
    GazetteerName.objects.create(place=place, folded="hackney", is_main=True)


def register(client, **changes):
    form = {"draft_id": str(uuid4()), **WHAT, **changes}
    return client.post("/manage/add/", form)


def post(client, place, step, **form):
    shown = client.get(f"/manage/{place.pk}/{step}/")
    base = shown.context["base"]
    return client.post(f"/manage/{place.pk}/{step}/", {"base": base, **form})


def rows(prefix, *given):
    form = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        form |= {f"{prefix}-{number}-{name}": said for name, said in row.items()}
    return form


def test_a_name_and_a_kind_are_enough_to_begin(organizer, client):
    answer = client.post(
        "/manage/add/",
        {"draft_id": str(uuid4()), "name": "Somewhere", "kind": "makerspace"},
    )
    begun = Venue.objects.get()
    assert answer["Location"] == f"/manage/{begun.pk}/what/#where"
    assert (begun.publication, begun.location) == ("draft", None)
    page = client.get(answer["Location"]).content.decode()
    assert "No location yet." in page
    assert 'href="#where"' in page
    assert 'id="where"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "required"),
        ({"name": "A" * 301}, "300"),
        ({"kind": "brewery"}, "Choose an option"),
        ({"lat": "95"}, "Enter a latitude"),
        ({"lat": "abc"}, "Enter a latitude"),
        ({"lat": "NaN"}, "Enter a latitude"),
        ({"lat": "1e400"}, "Enter a latitude"),
        ({"lon": ""}, "Enter a latitude"),
        ({"lon": "1,2,3"}, "Enter a latitude"),
        ({"country": "England"}, "Choose an option"),
        ({"area_served": "0"}, "Enter 1 or more"),
    ],
)
def test_errors_are_shown_and_nothing_is_lost(organizer, client, changes, words):
    answer = register(client, summary="All about clay.", **changes)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "All about clay." in page
    assert not Venue.objects.exists()


def test_numbers_are_read_as_people_write_them(organizer, client):
    register(client, lat="51,545°", lon="-0,0553")
    assert values_of(Venue.objects.get().pk)["position"] == [-0.0553, 51.545]


def test_the_same_form_sent_twice_is_one_venue(organizer, client):
    again = str(uuid4())
    first = register(client, draft_id=again)
    second = register(client, draft_id=again)
    assert first["Location"] == second["Location"]
    assert Venue.objects.count() == 1


def test_a_form_id_of_somebody_else_opens_nothing(organizer, client):
    theirs = draft_of(member())
    assert register(client, draft_id=str(theirs.pk)).status_code == 422
    assert register(client, draft_id="x").status_code == 302


def test_an_error_is_in_the_readers_language(organizer, client):
    client.cookies["django_language"] = "de"
    theirs = draft_of(member())
    page = register(client, draft_id=str(theirs.pk)).content.decode()
    assert "Dieses Formular gehört zu einem anderen Ort" in page


def test_the_town_places_what_nobody_pinned(organizer, hackney, client):
    answer = register(client, lat="", lon="")
    values = values_of(Venue.objects.get().pk)
    assert (values["precision"], values["uncertainty_m"]) == ("city", 3000)
    assert answer["Location"].endswith("/what/#where")
    page = client.get(answer["Location"]).content.decode()
    assert "middle of the town" in page


def test_a_seen_pin_is_not_questioned_again(organizer, hackney, client):
    answer = register(client, placed_by="address")
    assert answer["Location"].endswith("/open/")


def test_a_pin_that_nobody_moved_from_the_middle_of_a_town_is_asked_for(
    organizer, hackney, client
):
    answer = register(client, placed_by="city")
    assert answer["Location"].endswith("/what/#where")
    place = Venue.objects.get()
    page = client.get(f"/manage/{place.pk}/what/")
    assert "Move it to the entrance." in page.content.decode()
    assert 'name="sure" value="1"' in page.content.decode()
    form = {"name": place.name, "kind": place.kind, "lat": "51.545", "lon": "-0.0553"}
    assert post(client, place, "what", **form)["Location"].endswith("/what/")
    form |= {"sure": "1"}
    assert post(client, place, "what", **form)["Location"].endswith("/open/")


def test_the_distance_of_a_mobile_place_is_in_the_readers_units(organizer, client):
    english = {"Accept-Language": "en-GB"}
    page = client.get("/manage/add/", headers=english).content.decode()
    assert "Distance a mobile place travels, in miles" in page
    register(client, area_served="10")
    place = Venue.objects.get()
    assert values_of(place.pk)["area_served_m"] == 10_000
    page = client.get(f"/manage/{place.pk}/what/", headers=english)
    assert page.context["form"]["area_served"].value() == 6
    form = {"name": place.name, "kind": place.kind, "sure": "1"}
    for typed, metres in (("6", 10_000), ("7", 11_265)):
        client.post(
            f"/manage/{place.pk}/what/",
            {**form, "base": page.context["base"], "area_served": typed},
            headers=english,
        )
        assert values_of(place.pk)["area_served_m"] == metres


def test_a_pin_that_somebody_moves_is_exact_again(organizer, hackney, client):
    register(client, lat="", lon="")
    place = Venue.objects.get()
    post(client, place, "what", **WHAT, placed_by="hand")
    values = values_of(place.pk)
    assert "precision" not in values  # exact, as unless somebody says otherwise
    assert values["position"] == [-0.0553, 51.545]


def test_a_doubtful_pin_is_questioned_once(organizer, client):
    register(client, lat="0", lon="0")
    place = Venue.objects.get()
    answer = post(client, place, "what", **{**WHAT, "lat": "-0.0553", "lon": "51.545"})
    assert answer["Location"].endswith("/what/")
    assert "may be swapped" in client.get(answer["Location"]).content.decode()
    swapped = {**WHAT, "lat": "-0.0553", "lon": "51.545"}
    answer = post(client, place, "what", **swapped, sure="1")
    assert answer["Location"].endswith("/open/")


def test_a_possible_duplicate_is_shown(organizer, client):
    venue("Kiln Yard Hackney")
    answer = register(client)
    place = Venue.objects.get(publication="draft")
    assert answer["Location"] == f"/manage/{place.pk}/what/"
    assert (
        "Is it one of these places?" in client.get(answer["Location"]).content.decode()
    )
    answer = post(client, place, "what", **WHAT, summary="New")
    page = client.get(answer["Location"]).content.decode()
    assert "Is it one of these places?" in page
    assert "/venues/kiln-yard-hackney/" in page


def test_the_whole_way_to_the_queue(organizer, client):
    register(client)
    place = Venue.objects.get()
    post(client, place, "open", hours_public="Tu-Fr 10:00-18:00", access=["drop_in"])
    make = {
        **rows("offer", {"craft": "pottery", "modes": ["learn", "use"]}),
        **rows(
            "machine",
            {"equipment": "kiln", "count": "2", "state": "working", "bookable": "yes"},
            {"equipment": "kiln", "make_model": "Nabertherm", "count": "1"},
        ),
        "pasted": "Laser cutter;1;Epilog\nFlux condenser\n",
    }
    answer = post(client, place, "make", **make)
    assert answer["Location"].endswith("/contact/")
    answer = post(client, place, "contact", web="kilnyard.example", languages="en, tr")
    assert answer["Location"].endswith("/preview/")
    page = client.get(answer["Location"]).content.decode()
    assert "Nabertherm" in page
    assert client.post(f"/manage/{place.pk}/hand-in/").status_code == 302
    values = values_of(place.pk)
    assert values["contact"] == {"web": "https://kilnyard.example"}
    assert values["languages"] == ["en", "tr"]
    assert [m["equipment"] for m in values["machines"]].count("kiln") == 2
    assert {"equipment": "laser_co2", "count": 1, "make_model": "Epilog"} in values[
        "machines"
    ]
    assert [o["mode"] for o in values["offers"]] == ["learn", "use"]
    assert Contribution.objects.pending().get().venue == place
    assert not PublishedVenue.objects.exists()


def test_an_unknown_machine_is_saved_as_text(organizer, client):
    register(client)
    place = Venue.objects.get()
    post(
        client, place, "make", **rows("offer"), **rows("machine"), typed="slab  roller"
    )
    assert values_of(place.pk)["unmatched"] == ["slab roller"]
    page = client.get(f"/manage/{place.pk}/make/").content.decode()
    assert "slab roller" in page


def test_two_tabs_the_second_chooses(organizer, client):
    register(client, summary="First.")
    place = Venue.objects.get()
    shown = client.get(f"/manage/{place.pk}/what/").context["base"]
    address = f"/manage/{place.pk}/what/"
    client.post(address, {**WHAT, "base": shown, "summary": "Hers."})
    answer = client.post(address, {**WHAT, "base": shown, "summary": "His."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Hers." in page
    assert "His." in page
    mine = answer.context["signed_changes"]
    choice = {"resolving": "1", "mine": mine, "keep-summary": "mine"}
    assert client.post(address, choice).status_code == 302
    assert values_of(place.pk)["summary"] == "His."


def test_a_choice_reverts_no_other_field(organizer, client):
    register(client, summary="First.", floor="1")
    place = Venue.objects.get()
    address = f"/manage/{place.pk}/what/"
    shown = client.get(address).context["base"]
    client.post(address, {**WHAT, "base": shown, "summary": "Hers.", "floor": "2"})
    answer = client.post(
        address, {**WHAT, "base": shown, "summary": "His.", "floor": "1"}
    )
    choice = {"resolving": "1", "mine": answer.context["signed_changes"]}
    client.post(address, {**choice, "keep-summary": "mine"})
    values = values_of(place.pk)
    assert (values["summary"], values["floor"]) == ("His.", "2")
    # Chosen twice, or after somebody spoke again: nobody is overwritten.
    now = client.get(address).context["base"]
    client.post(address, {**WHAT, "base": now, "summary": "Third.", "floor": "2"})
    again = client.post(address, {**choice, "keep-summary": "mine"})
    assert again.status_code == 409
    assert values_of(place.pk)["summary"] == "Third."


FORGED = ("", "[]", "{", "null", '{"contact": "x"}', '{"offers": [1]}', "[" * 5000)


@pytest.mark.parametrize(
    ("step", "said"), pairs(["what", "open", "make", "contact"], FORGED, one_in=4)
)
def test_what_was_not_carried_by_us_is_not_read(organizer, client, step, said):
    register(client)
    place = Venue.objects.get()
    before = values_of(place.pk)
    address = f"/manage/{place.pk}/{step}/"
    empty = {**rows("offer"), **rows("machine"), **WHAT, "base": said}
    assert client.post(address, empty).status_code in {302, 409, 422}
    forged = {"resolving": "1", "mine": said}
    assert client.post(address, forged).status_code == 302
    assert values_of(place.pk)["name"] == before["name"]
