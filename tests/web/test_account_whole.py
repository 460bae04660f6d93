"""The account's page: everything as a file, and deletion after signing in again."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from geoapp.accounts.models import User
from geoapp.accounts.personal_data import export_personal_data
from geoapp.stewardship.guidelines import VERSION
from geoapp.tutorials.actions import like
from tests.people import draft_of, member
from tests.web.factories import tutorial
from tests.world import AT

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"


@pytest.fixture
def person(vocabulary):
    return member("person")


def sign_in(client, password=PASSWORD):
    form = {"login": "person@example.org", "password": password}
    return client.post(reverse("account_login"), form)


def verified(person):
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)


def test_everything_is_handed_over_as_a_file(person, client):
    client.force_login(person)
    for number in range(3):
        draft_of(person, name=f"Kiln Yard {number}")
        like(user=person, tutorial=tutorial(slug=f"pot-{number}"), at=AT)
    answer = client.get("/account/everything.json")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert answer.streaming
    data = json.loads(b"".join(answer))
    assert data["venues"][0]["says"]["name"] == "Kiln Yard 0"
    whole = json.loads(json.dumps(export_personal_data(user=person, at=timezone.now())))
    assert data | {"taken_at": ""} == whole | {"taken_at": ""}
    assert len(data["likes"]) == 3


def test_an_account_is_deleted_after_password_and_confirmation(person, client):
    verified(person)
    sign_in(client)
    again = client.get("/account/delete/")["Location"]
    assert again.startswith("/accounts/reauthenticate/")
    assert client.post(again, {"password": "wrong"}).status_code == 200
    assert client.post(again, {"password": PASSWORD})["Location"] == "/account/delete/"
    assert client.get("/account/delete/").status_code == 200
    assert User.objects.filter(pk=person.pk).exists()
    assert client.post("/account/delete/")["Location"] == "/"
    assert not User.objects.filter(pk=person.pk).exists()
    assert client.get("/account/").status_code == 302


def test_an_old_session_has_to_sign_in_again(person, client):
    client.force_login(person)
    for method in (client.get, client.post):
        answer = method("/account/delete/")
        assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert client.get(answer["Location"]).status_code == 200
    assert User.objects.filter(pk=person.pk).exists()


def test_staff_sign_in_where_everybody_does(client, person):
    answer = client.get("/admin/login/?next=/admin/")
    assert answer["Location"].startswith("/accounts/login/")
    assert client.post("/admin/login/", {"username": "x"}).status_code == 302


def test_a_hundred_guesses_lock_the_right_password_out_too(person, client):
    verified(person)
    answers = [sign_in(client, f"wrong {n}").status_code for n in range(100)]
    assert answers[0] == 200
    assert set(answers[20:]) <= {200, 429}
    assert sign_in(client).status_code != 302
    assert "_auth_user_id" not in client.session
    # Another door to the same person is locked as well.
    client.post("/admin/login/", {"username": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def sign_up(client, **changes):
    form = {"email": "new@example.org", "password1": "a-kiln-at-midnight-7"}
    return client.post(reverse("account_signup"), {**form, **changes})


def test_an_account_needs_a_yes_to_the_guidelines(client, db):
    assert sign_up(client).status_code == 200
    assert not User.objects.exists()
    assert sign_up(client, guidelines="on").status_code == 302
    person = User.objects.get()
    assert person.guidelines_version == VERSION
    assert person.guidelines_accepted_at is not None


def test_a_new_version_must_be_accepted_before_submitting(person, client):
    client.force_login(person)
    place = draft_of(person)
    User.objects.filter(pk=person.pk).update(guidelines_version="2020-01-01")
    answer = client.post(f"/manage/{place.pk}/hand-in/")
    assert answer["Location"].startswith("/guidelines/?next=/manage/")
    page = client.get(answer["Location"]).content.decode()
    assert "Accept the guidelines" in page
    form = {"next": f"/manage/{place.pk}/preview/"}
    assert client.post("/guidelines/", form)["Location"] == form["next"]
    client.post(f"/manage/{place.pk}/hand-in/")
    place.refresh_from_db()
    assert place.publication == "pending"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "x"])
def test_a_yes_leads_nowhere_else(person, client, target):
    client.force_login(person)
    answer = client.post("/guidelines/", {"next": target})
    assert answer["Location"] == "/guidelines/"


@pytest.fixture
def of_old(person):
    """A person who said yes to a version that holds no more."""
    User.objects.filter(pk=person.pk).update(guidelines_version="2020-01-01")
    return User.objects.get(pk=person.pk)


def test_a_tutorial_is_added_after_the_guidelines_were_read(of_old, client):
    client.force_login(of_old)
    asked = "/tutorials/add/?title=pottery+bowl"
    answer = client.get(asked)
    assert answer["Location"].startswith("/guidelines/?next=")
    assert client.get(answer["Location"]).context["target"] == asked
    form = {"title": "A bowl", "url": "https://example.org/b", "craft": "pottery"}
    kept = client.post("/tutorials/add/", form)
    assert kept.status_code == 422
    assert b"Our guidelines have changed" in kept.content
    assert b"https://example.org/b" in kept.content
    client.post("/guidelines/")
    assert client.post("/tutorials/add/", form).status_code == 302


def test_a_venue_is_changed_after_the_guidelines_were_read(of_old, client):
    client.force_login(of_old)
    step = f"/manage/{draft_of(of_old).pk}/open/"
    assert client.get(step)["Location"] == f"/guidelines/?next={step}"
    assert client.post("/guidelines/", {"next": step})["Location"] == step
    assert client.get(step).status_code == 200


def test_searching_needs_no_acceptance_of_guidelines(of_old, client):
    client.force_login(of_old)
    for address in ("/", "/tutorials/", "/likes/", "/account/"):
        assert client.get(address).status_code == 200
