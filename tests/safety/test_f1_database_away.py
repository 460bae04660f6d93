"""F1, F3, F4: without a database every address answers 503, and recovers by itself."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory

from geoapp.web.about.unavailable import bad_request
from tests.people import member

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/?q=pottery",
    "/crafts/",
    "/tutorials/",
    "/accounts/login/",
    "/accounts/signup/",
)
RESOURCES = (
    "/api/collections/venues/items",
    "/api/facets",
    "/api/places?q=London",
    "/api/exports/venues.csv",
    "/api/feeds/venues.atom",
    "/sitemap.xml",
)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "error", [OperationalError("server closed"), InterfaceError("connection closed")]
)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_that_it_is_not_available(visitor, address, error):
    def away(*_statement: object) -> None:
        raise error

    with connection.execute_wrapper(away):
        answer = visitor.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Makerloom is not available just now" in answer.content.decode()
    assert visitor.get(address).status_code < 400


@pytest.mark.parametrize("address", ["/account/", "/likes/", "/manage/", "/embed/"])
def test_who_is_signed_in_reads_the_same(visitor, address):
    visitor.force_login(member("ada"))

    def away(*_statement: object) -> None:
        raise OperationalError("server closed")

    with connection.execute_wrapper(away):
        answer = visitor.get(address)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("address", RESOURCES)
def test_a_resource_answers_503(visitor, address):
    def away(*_statement: object) -> None:
        raise OperationalError("server closed")

    with connection.execute_wrapper(away):
        answer = visitor.get(address)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"


def test_another_fault_is_still_a_fault(visitor):
    def broken(*_statement: object) -> None:
        raise ZeroDivisionError

    with connection.execute_wrapper(broken):
        answer = visitor.get("/?q=pottery")
    assert answer.status_code == 500
    assert "Sorry, something went wrong" in answer.content.decode()


def test_a_form_that_signs_in_without_a_database_is_not_a_bad_request(visitor):
    def away(*_statement: object) -> None:
        raise OperationalError("server closed")

    visitor.get("/accounts/login/")
    form = {"login": "ada@example.org", "password": "x"}
    with connection.execute_wrapper(away):
        answer = visitor.post("/accounts/login/", form)
    assert answer.status_code == 503


def test_a_session_that_cannot_be_saved_is_not_a_bad_request(visitor):
    visitor.force_login(member("ada"))

    def away(execute, sql, *rest):
        if sql.startswith("UPDATE") and "django_session" in sql:
            raise OperationalError("server closed")
        return execute(sql, *rest)

    session = visitor.session
    session["anything"] = 1
    with connection.execute_wrapper(away), pytest.raises(UpdateError):
        session.save()
    request = RequestFactory().get("/")
    interrupted = SessionInterrupted()
    interrupted.__cause__ = OperationalError()
    assert bad_request(request, interrupted).status_code == 503
    assert bad_request(request, SessionInterrupted()).status_code == 400
