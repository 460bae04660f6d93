"""Sessions: how long they last, and under which cookie."""

import pytest
from django.conf import settings as site_settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from geoapp.web.accounts.session_renewal import RENEWED_AT_KEY
from tests.people import member

pytestmark = pytest.mark.django_db

DAY_S = 24 * 3600
SIXTY_DAYS_S = 60 * DAY_S


@pytest.fixture
def person(vocabulary):
    user = member("person")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(client, **more):
    form = {"login": "person@example.org", "password": "correct horse", **more}
    client.post(reverse("account_login"), form)
    return client.cookies["sessionid"]


def cookie_age(response) -> int | None:
    cookie = response.cookies.get("sessionid")
    return int(cookie["max-age"]) if cookie else None


def test_whoever_stays_signed_in_does_so_for_sixty_days(client, person):
    assert int(sign_in(client, remember="on")["max-age"]) == SIXTY_DAYS_S


def test_others_are_signed_out_with_their_browser(client, person):
    assert sign_in(client)["max-age"] == ""
    assert cookie_age(client.get("/account/")) is None


def test_sixty_days_begin_again_once_a_day(client, person):
    sign_in(client, remember="on")
    client.get("/account/")
    assert cookie_age(client.get("/account/")) is None
    session = client.session
    session[RENEWED_AT_KEY] -= DAY_S + 1
    session.save()
    assert cookie_age(client.get("/account/")) == SIXTY_DAYS_S
    assert cookie_age(client.get("/account/")) is None


@pytest.fixture
def https(settings):
    """The cookies of a site under https."""
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.SESSION_COOKIE_SECURE = True


def is_signed_in(client) -> bool:
    return client.get("/account/").status_code == 200


def test_a_sign_in_of_before_is_taken_over_once(client, person, settings):
    sign_in(client, remember="on")
    session = client.session
    del session["of_host"]
    session.save()
    key = session.session_key
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    response = client.get("/account/")
    assert response.status_code == 200
    cookie = response.cookies["__Host-sessionid"]
    assert cookie.value == key
    assert int(cookie["max-age"]) == SIXTY_DAYS_S
    assert not cookie["domain"]
    assert cookie["path"] == "/"
    assert response.cookies["sessionid"]["max-age"] == 0
    assert is_signed_in(client)
    again = client.__class__()
    again.cookies["sessionid"] = key
    assert not is_signed_in(again)


def test_nobody_is_signed_in_by_a_cookie_of_another_host(client, person, https):
    client.force_login(person)
    assert "__Host-sessionid" in client.cookies
    planted = client.__class__()
    planted.cookies["sessionid"] = Session.objects.get().session_key
    assert not is_signed_in(planted)


def test_here_cookies_have_their_plain_names():
    assert site_settings.SESSION_COOKIE_NAME == "sessionid"
