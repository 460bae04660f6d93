"""The account page: all that is kept, to be changed, taken and deleted."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Like
from geoapp.web.accounts.pending_like import save_pending_like
from tests.people import member
from tests.web.factories import signed_in, tutorial
from tests.world import AT

pytestmark = pytest.mark.django_db
ADDRESSES = ("/account/", "/account/likes.json", "/account/likes/delete/")


@pytest.fixture
def person(vocabulary, client):
    return signed_in(client)


@pytest.fixture
def hackney():
    place = GazetteerPlace.objects.create(
        geonameid=1,
        name="Hackney",
        region="England",
        country="GB",
        country_name="United Kingdom",
        population=0,
        point=to_point(Position(lon=-0.0553, lat=51.545)),
    )
    GazetteerName.objects.create(place=place, folded="hackney", is_main=True)


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_private_and_never_cached(client, person, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_a_home_point_is_set_by_name_shown_in_words_and_forgotten(
    client, person, hackney
):
    client.post("/account/home-point/", {"where": "hackney"})
    text = client.get("/account/").content.decode()
    assert "Near Hackney, United Kingdom" in text
    assert "(51.540, -0.060)" in text or "(51.550, -0.060)" in text
    client.post("/account/home-point/", {"forget": "1"})
    person.refresh_from_db()
    assert person.home_point is None


def test_a_home_point_is_set_by_a_position(client, person):
    client.post("/account/home-point/", {"where": "", "near": "-0.0553,51.545"})
    assert "Not near any town" in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    "form", [{"where": "Nowhere\0ville"}, {"near": "a,b"}, {"near": "0,99"}, {}]
)
def test_an_unknown_place_is_an_error_and_stays_in_the_field(client, person, form):
    answer = client.post("/account/home-point/", form)
    assert answer.status_code == 422
    assert "We could not find that town" in answer.content.decode()
    assert form.get("where", "").replace("\0", " ") in answer.content.decode()


def test_likes_are_taken_out_in_a_stable_shape(client, person):
    like(user=person, tutorial=tutorial(), at=AT)
    answer = client.get("/account/likes.json")
    assert answer["Content-Disposition"].startswith("attachment")
    said = answer.json()
    assert (said["format"], said["version"]) == ("makerloom-likes", 1)
    assert said["likes"] == [
        {
            "title": "Throw a pot",
            "url": "https://example.org/throw-a-pot",
            "site": "Example",
            "language": "en",
            "page": said["likes"][0]["page"],
            "liked_at": "2026-11-25T12:00:00+00:00",
            "crafts": ["pottery"],
            "equipment": [{"id": "kiln", "need": "required", "confirmed": True}],
        }
    ]


def test_all_likes_are_deleted_after_a_question_and_nobody_elses(client, person):
    made = tutorial()
    like(user=person, tutorial=made, at=AT)
    assert "permanently deletes 1 like" in client.get(ADDRESSES[2]).content.decode()
    assert Like.objects.count() == 1
    assert client.post(ADDRESSES[2])["Location"] == "/account/"
    assert Like.objects.count() == 0


def test_few_sql_statements_are_run(client, person, django_assert_max_num_queries):
    person.home_point = to_point(Position(lon=-0.06, lat=51.54))
    person.save()
    with django_assert_max_num_queries(8):
        client.get("/account/")


def test_a_like_before_signing_in_waits_in_a_cookie_and_makes_no_session(
    client, vocabulary
):
    pot = tutorial()
    answer = client.post("/tutorials/throw-a-pot/like/")
    assert answer["Location"].startswith("/accounts/signup/")
    assert not Session.objects.exists()
    user = member("late")
    request = RequestFactory().get("/")
    request.COOKIES = {name: c.value for name, c in client.cookies.items()}
    save_pending_like(request=request, user=user)
    assert list(Like.objects.values_list("user", "tutorial")) == [(user.pk, pot.pk)]
    client.force_login(user)
    answer = client.get("/likes/")
    assert answer.cookies["wanted_like"]["max-age"] == 0
    request.COOKIES["wanted_like"] = "made:up"
    save_pending_like(request=request, user=member("another"))
    assert Like.objects.count() == 1
