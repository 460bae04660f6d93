"""What the form says where something is missing or wrong, and in which words it asks."""

import pytest

from geoapp.accounts.models import User
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.forms.machine_row import FEW_ROWS
from tests.people import draft_of, member
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return person


def post(client, place, step, **form):
    shown = client.get(f"/manage/{place.pk}/{step}/")
    base = shown.context["base"]
    return client.post(f"/manage/{place.pk}/{step}/", {"base": base, **form})


def test_languages_are_ticked_or_named(organizer, client):
    place = draft_of(organizer)
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert "Welsh" in page  # of the venue's own country
    post(client, place, "contact", spoken=["en", "cy"], languages="Turkish, pt-BR")
    said = ["en", "cy", "tr", "pt-BR"]
    assert values_of(place.pk)["languages"] == said
    page = client.get(f"/manage/{place.pk}/contact/").content.decode()
    assert "Turkish, Brazilian Portuguese" in page
    answer = post(client, place, "contact", languages="Gibberish tongue")
    assert answer.status_code == 422
    assert "We do not recognise the language" in answer.content.decode()


def test_what_is_wrong_is_gathered_with_the_way_to_each_field(organizer, client):
    answer = client.post("/manage/add/", {"lat": "95", "lon": "1"})
    page = answer.content.decode()
    for place, words in (("id_name", "Enter a name."), ("id_kind", "Choose a kind")):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page
        assert words in page
    place = draft_of(organizer)
    answer = post(client, place, "contact", web="not an address", email="nobody")
    page = answer.content.decode()
    assert "such as https://example.org" in page
    assert "such as workshop@example.org" in page
    rows = {"machine-TOTAL_FORMS": "1", "machine-INITIAL_FORMS": "0"}
    rows |= {"machine-0-equipment": "kiln", "machine-0-count": "many"}
    rows |= {"offer-TOTAL_FORMS": "0", "offer-INITIAL_FORMS": "0"}
    page = post(client, place, "make", **rows).content.decode()
    assert 'href="#id_machine-0-count"' in page
    assert "Enter a whole number, such as 3." in page
    page = post(client, place, "open", **{"public-asked": "1", "public-d0_0_from": "x"})
    assert 'href="#id_public-d0_0_from"' in page.content.decode()


def test_an_incomplete_submission_lists_what_is_missing_by_step(organizer, client):
    place = draft_of(organizer, position=None, address=None)
    answer = client.post(f"/manage/{place.pk}/hand-in/")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "cannot submit this yet" in page
    for step in ("what", "open", "make", "contact"):
        assert f"/manage/{place.pk}/{step}/" in page
    assert "Add opening hours so that people can see when it is open" in page


def test_the_pin_has_a_note_where_streets_are_not_looked_up(
    organizer, client, settings
):
    place = draft_of(organizer, position=[-0.05, 51.5], precision="city")
    words = "We cannot look up streets or postcodes here"
    assert words in client.get(f"/manage/{place.pk}/what/").content.decode()
    settings.GEOCODER = "photon"
    assert words not in client.get(f"/manage/{place.pk}/what/").content.decode()


def test_a_shown_venue_is_changed_after_a_yes_to_the_guidelines(organizer, client):
    place = draft_of(organizer)
    # Of somebody with nothing accepted yet, every change awaits review.
    submit_venue(user=organizer, venue_id=place.pk, at=AT)
    Contribution.objects.update(decision="accepted")
    publish_venue(venue_id=place.pk)
    User.objects.update(guidelines_version="2001-01-01")
    step = f"/manage/{place.pk}/contact/"
    answer = client.post(step, {"base": "", "networks": "Fab Foundation"})
    assert answer.status_code == 422
    assert "Our guidelines have changed" in answer.content.decode()
    assert "Fab Foundation" in answer.content.decode()
    answer = client.post(step, {"resolving": "1"})
    assert answer["Location"] == "/guidelines/"
    assert "networks" not in values_of(place.pk)
    client.post("/guidelines/")
    assert post(client, place, "contact", networks="Fab Foundation").status_code == 302
    assert values_of(place.pk)["networks"] == ["Fab Foundation"]


def test_one_of_many_machines_becomes_another(organizer, client):
    many = [{"equipment": "kiln", "make_model": f"No {n}"} for n in range(FEW_ROWS + 1)]
    place = draft_of(organizer, machines=many)
    page = client.get(f"/manage/{place.pk}/make/").content.decode()
    assert "machine-0-becomes" in page
    assert f"machine-{FEW_ROWS + 1}-becomes" not in page  # the empty row lists them
    rows = {"offer-TOTAL_FORMS": "0", "offer-INITIAL_FORMS": "0"}
    rows |= {"machine-TOTAL_FORMS": FEW_ROWS + 1, "machine-INITIAL_FORMS": FEW_ROWS + 1}
    for number, row in enumerate(many):
        rows |= {f"machine-{number}-{name}": value for name, value in row.items()}
    wrong = {**rows, "machine-3-becomes": "flux condenser"}
    answer = post(client, place, "make", **wrong)
    assert answer.status_code == 422
    assert "We do not recognise “flux condenser”" in answer.content.decode()
    post(client, place, "make", **{**rows, "machine-3-becomes": "wood LATHE"})
    said = {m["make_model"]: m["equipment"] for m in values_of(place.pk)["machines"]}
    assert said.pop("No 3") == "wood_lathe"
    assert set(said.values()) == {"kiln"}
