"""What every page says to the browser (T18)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/results/",
    "/map/view/",
    "/suggest/?q=pot",
    "/tutorials/",
    "/crafts/",
    "/equipment/kiln/",
    "/offline-activities/",
    "/about/",
    "/help/",
    "/help/make/",
    "/help/places/",
    "/help/data/",
    "/privacy/",
    "/robots.txt",
    "/make/?url=https://example.net/pottery",
    "/accounts/login/",
    "/venues/nobody/",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_can_be_framed_sniffed_or_scripted_by_others(
    client, vocabulary, address
):
    answer = client.get(address)
    policy = dict(
        part.strip().split(" ", 1)
        for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("verb", ["like", "unlike"])
def test_a_like_from_another_site_is_refused(vocabulary, verb):
    answer = Client(enforce_csrf_checks=True).post(f"/tutorials/any/{verb}/")
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/", "/results/", "/map/view/", "/tutorials/"])
def test_reading_pages_take_no_posts(client, vocabulary, address):
    assert client.post(address).status_code == 405
