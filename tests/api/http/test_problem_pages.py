"""A browser reads what is wrong on a page; everything else as problem+json."""

import pytest
from django.db import OperationalError

from geoapp.api.http import middleware

pytestmark = pytest.mark.django_db
WRONG = "/api/collections/venues/items?crafts=x"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_browser_is_shown_a_page_with_the_same_words(client):
    answer = client.get(WRONG, headers=BROWSER)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in answer["Vary"]
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    (said,) = client.get(WRONG).json()["errors"]
    assert f"<code>{said['parameter']}</code>: {said['detail']}" in page
    assert "/api/docs" in page


@pytest.mark.parametrize(
    "path",
    [
        "/api/nowhere",
        "/api/me/likes",
        "/api/exports/venues.csv?near=x",
        "/api/facets?q=" + "x" * 201,
    ],
)
def test_everywhere(client, path):
    answer = client.get(path, headers=BROWSER)
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"].startswith("text/html")
    assert f"{answer.status_code} " in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("", "*/*"),
        ("", ""),
        ("", "application/json, text/html;q=0.5"),
        ("&f=json", BROWSER["Accept"]),
    ],
)
def test_programs_get_problem_json(client, query, accept):
    answer = client.get(WRONG + query, headers={"Accept": accept} if accept else {})
    assert answer["Content-Type"] == "application/problem+json"


def test_what_was_sent_is_text_there(client):
    answer = client.get("/api/facets?<script>=1", headers=BROWSER)
    assert b"<script>" not in answer.content
    assert b"&lt;script&gt;" in answer.content


def test_it_needs_no_database(client, monkeypatch):
    def away(*_said, **_more):
        raise OperationalError

    monkeypatch.setattr(middleware, "check_rate_limit", away)
    answer = client.get("/api/facets", headers=BROWSER)
    assert answer.status_code == 503
    assert answer["Content-Type"].startswith("text/html")
    assert answer["Retry-After"]
