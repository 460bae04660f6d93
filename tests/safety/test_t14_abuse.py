"""T14: what is huge is clamped, refused or bounded, and never a 5xx."""

import json

import pytest
from django.db import connection
from django.test import Client

from geoapp.discovery.search import feature_pages_sql
from geoapp.discovery.search.criteria import MAX_LIMIT
from tests.databases import world
from tests.many_venues import fill

ITEMS = "/api/collections/venues/items"
VENUES = 3_000

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def many(django_db_setup, django_db_blocker):
    """A few thousand generated venues."""
    with django_db_blocker.unblock(), world("many", lambda: fill(VENUES)):
        yield


@pytest.mark.parametrize("limit", ["1001", "999999999999", "5000"])
def test_a_huge_limit_is_clamped(client, limit):
    assert client.get(f"{ITEMS}?limit={limit}").json()["numberReturned"] == MAX_LIMIT


def test_a_limit_that_is_no_number_of_ours_is_refused(client):
    assert client.get(f"{ITEMS}?limit={'9' * 400}").status_code == 400


def test_the_world_is_a_page_like_any(client):
    for box in ("-180,-90,180,90", "-1000,-90,1000,90", "-180,-90,-180,90"):
        answer = client.get(f"{ITEMS}?bbox={box}&limit=1000")
        assert answer.status_code == 200
        assert len(answer.content) < 1_500_000


def test_pages_go_on_from_a_key_and_none_is_counted_to(client, monkeypatch):
    """That the deepest reads no more than the first: tests/contracts/test_plans.py."""
    written = feature_pages_sql.statement
    asked = []

    def noted(shape):
        asked.append(written(shape))
        return asked[-1]

    monkeypatch.setattr(feature_pages_sql, "statement", noted)
    page, pages = client.get(f"{ITEMS}?limit=1000").json(), 1
    while following := [x["href"] for x in page["links"] if x["rel"] == "next"]:
        page = client.get(following[0].replace("http://127.0.0.1:8000", "")).json()
        pages += 1
    assert pages == VENUES / MAX_LIMIT
    key = "(v.sort_name, v.id) > (%(after)s, %(after_id)s::uuid)"
    assert [key in text for text in asked] == [False, True, True]
    assert not any("OFFSET" in text.upper() for text in asked)


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "(a+)+$" * 30,
        "q=" + "%25" * 60,
        "q=" + "* & | ! : ' \\ " * 10,
        "q=" + "a " * 99,
        "near=0,0&radius_m=500000&limit=1000",
        "&".join(
            f"craft=pottery&equipment=kiln&kind=makerspace&x{n}=1" for n in range(300)
        ),
        "&".join("craft=pottery" for _ in range(900)),
        "craft=" + "x" * 100_000,
        "cursor=" + "A" * 2000,
        "&".join(["a"] * 10_001),
    ],
    ids=lambda q: q[:24],
)
def test_no_question_is_a_server_error(client, query):
    answer = client.get(f"{ITEMS}?{query}")
    assert answer.status_code in {200, 400}
    assert answer["Content-Type"].startswith(("application/geo", "application/problem"))
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_megabyte_is_refused_in_a_query_and_in_a_body(client):
    assert 400 <= client.get(f"{ITEMS}?q={'x' * 1_000_000}").status_code < 500
    body = json.dumps({"title": "x" * 1_000_000, "near": [0, 0]})
    sent = client.post("/api/matches", body, content_type="application/json")
    assert sent.status_code == 400
    vast = client.post(
        "/api/matches", b"x" * 3_000_000, content_type="application/json"
    )
    assert vast.status_code in {400, 413}


def test_a_range_of_bytes_is_not_served(client):
    whole = client.get(f"{ITEMS}?limit=5")
    part = client.get(f"{ITEMS}?limit=5", headers={"range": "bytes=0-1,2-3,4-5"})
    assert part.status_code == 200
    assert part.json()["features"] == whole.json()["features"]


def test_a_slow_query_is_cancelled_and_reported(settings):
    client = Client()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1")
    answer = client.get(f"{ITEMS}?near=13.4,52.5&radius_m=500000&limit=1000")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer["Content-Type"] == "application/problem+json"
