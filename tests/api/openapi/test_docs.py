"""The documentation tells all that a program needs, in the reader's language."""

import pytest

from geoapp.api.http.rate_limit import cost_of

pytestmark = pytest.mark.django_db
DOCS = "/api/docs"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def counted(settings):
    settings.API_LIMIT, settings.API_LIMIT_WITH_KEY = 600, 6000


@pytest.fixture
def page(client, vocabulary):
    return client.get(DOCS, headers=BROWSER).content.decode()


def section(page: str, operation: str) -> str:
    """Return what the page says of one operation."""
    text = page.split(f'id="{operation}"')[1].split("</section>", maxsplit=1)[0]
    return " ".join(text.split())


def test_it_documents_keys_and_rate_limits(page):
    assert "Authorization: Bearer mk_" in page
    assert "/account/keys/" in page
    assert "600 requests a minute" in page
    assert "6,000 with a key" in page
    assert "429" in page
    assert "Retry-After" in page
    cost = cost_of("/api/exports/venues.csv")
    assert f"Counts as {cost} requests" in section(page, "exportVenuesCsv")
    assert "Counts as" not in section(page, "getVenues")
    assert "likes</code>" in section(page, "getMyLikes")


def test_where_nobody_counts_it_says_no_number(client, settings, vocabulary):
    settings.API_LIMIT = 0
    assert "requests a minute" not in client.get(DOCS).content.decode()


def test_a_body_is_described_and_can_be_sent(page):
    said = section(page, "postMatches")
    for member in ("title", "url", "crafts", "equipment", "near", "radius_m"):
        assert f"<code>{member}</code>:" in said
    assert "A bowl on the lathe" in said
    assert 'data-component="try-it"' in said
    assert "try-it" not in section(page, "getPlaces")


def test_every_parameter_is_in_the_table_with_what_holds_there(page):
    assert 'id="parameter-f"' in page
    assert "Default: <code>20</code>)" in section(page, "getTutorialVenues")
    assert "Default: <code>5</code>, maximum 10)" in section(page, "getPlaces")
    assert "(required)" in section(page, "getMyLikesVenues")


def test_it_documents_how_to_get_the_total(page):
    assert "<code>numberMatched</code> from <code>/facets</code>" in page


@pytest.mark.parametrize("query", ["", "?lang=de"])
def test_it_is_in_the_readers_language(client, vocabulary, query):
    headers = BROWSER if query else {**BROWSER, "Accept-Language": "de"}
    answer = client.get(DOCS + query, headers=headers)
    assert answer["Content-Language"] == "de"
    assert "Daten und API" in answer.content.decode()
    assert '<html lang="de"' in answer.content.decode()
    # A program that names no form reads the same page.
    plain = client.get(DOCS + query, headers={"Accept-Language": "de"})
    assert plain["Content-Language"] == "de"


def test_it_is_served_like_all_of_the_api(client):
    refused = client.post(DOCS)
    assert refused.status_code == 405
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Allow"] == "GET, HEAD, OPTIONS"
    assert client.options(DOCS).status_code == 204
    assert client.get(DOCS)["Access-Control-Allow-Origin"] == "*"
