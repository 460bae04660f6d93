"""`/me` opens by a key with its scope or by being signed in, to nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.accounts.keys import make_key, revoke_key
from geoapp.tutorials.actions import like
from tests.people import member
from tests.web.factories import NEAR, tutorial
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db
LIKES, VENUES = "/api/me/likes", f"/api/me/likes/venues?{NEAR}"


@pytest.fixture
def person(vocabulary):
    one = member()
    lamp = tutorial("A lamp", required=("kiln",))
    tutorial("Nobody's", slug="nobodys")
    like(user=one, tutorial=lamp, at=AT)
    venues(
        record("Clay House", offers=[("pottery", "use")], machines=["kiln"]),
        record("Bare Room", offers=[("pottery", "use")]),
    )
    return one


@pytest.fixture
def bearer(person):
    _key, text = make_key(user=person, name="k", scopes=["likes"], at=AT)
    return {"authorization": f"Bearer {text}"}


@pytest.mark.parametrize("path", [LIKES, VENUES])
def test_anonymous_requests_get_401_with_instructions(client, person, path):
    answer = client.get(path)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"
    assert "key" in answer.json()["detail"]


def test_a_key_reads_the_likes(client, bearer):
    answer = client.get(LIKES, headers=bearer)
    assert [t["title"] for t in answer.json()["tutorials"]] == ["A lamp"]


def test_one_request_answers_the_places_of_all_of_it(client, bearer):
    answer = client.get(VENUES, headers=bearer).json()
    (place,) = answer["features"]
    assert place["properties"]["name"] == "Clay House"
    (liked,) = answer["liked"]
    assert place["properties"]["tutorials"] == [liked["tutorial"]]
    assert [b["missing"] for b in liked["best"]] == [[], ["kiln"]]


def test_being_signed_in_opens_it_too(client, person):
    client.force_login(person)
    assert client.get(LIKES).json()["numberReturned"] == 1
    page = client.get(LIKES, headers={"accept": "text/html"})
    assert "A lamp" in page.content.decode()


@pytest.mark.parametrize("path", [LIKES, VENUES])
def test_no_cache_and_no_other_site_may_have_it(client, bearer, path):
    answer = client.get(path, headers={**bearer, "origin": "https://evil.example"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer
    assert "ETag" not in answer


@pytest.mark.parametrize(("limit", "status"), [(600, 401), (1, 429)])
def test_no_other_site_may_read_a_refusal_at_the_door(
    client, person, settings, tmp_path, limit, status
):
    settings.API_LIMIT, settings.PAGE_COUNTS = limit, str(tmp_path / "counts")
    for _ in range(2):
        answer = client.get(LIKES, headers={"authorization": "Bearer mk_1_2"})
    assert answer.status_code == status
    assert answer["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer


def test_a_key_is_looked_up_once(client, bearer):
    with CaptureQueriesContext(connection) as asked:
        client.get(LIKES, headers=bearer)
    lookups = [one for one in asked if 'FROM "accounts_apikey"' in one["sql"]]
    assert len(lookups) == 1


def test_a_key_without_the_scope_does_not(client, person):
    _key, text = make_key(user=person, name="k", scopes=[], at=AT)
    answer = client.get(LIKES, headers={"authorization": f"Bearer {text}"})
    assert answer.status_code == 403
    assert "likes" in answer.json()["detail"]


def test_a_revoked_key_is_refused_everywhere(client, person):
    key, text = make_key(user=person, name="k", scopes=["likes"], at=AT)
    revoke_key(user=person, key_id=key.pk, at=AT)
    for path in (LIKES, "/api/crafts"):
        answer = client.get(path, headers={"authorization": f"Bearer {text}"})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    "header", ["Basic dTpw", "Bearer", "Bearer x", "Bearer mk_1_2"]
)
def test_what_is_no_key_is_no_server_error(client, person, header):
    answer = client.get("/api/crafts", headers={"authorization": header})
    assert answer.status_code == 401


def test_a_position_is_needed(client, bearer):
    answer = client.get("/api/me/likes/venues", headers=bearer)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "near"
