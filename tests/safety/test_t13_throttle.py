"""T13: no header and no haste gets more than the limit through.

Slack: a minute is a fixed window, so two limits can meet at its edge; within one
there is none.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from geoapp.accounts.keys import make_key
from geoapp.common.client_address import client_address
from tests.people import member
from tests.world import AT

LIMIT = 100
REQUESTS = 1000
THREADS = 16
PATH = "/api/conformance"
NOBODY = "00000000-0000-4000-8000-000000000000"
COSTS = [
    (PATH, 1),
    ("/api/nowhere", 1),
    ("/api/collections/venues", 1),
    (f"/api/tutorials/{NOBODY}", 1),
    ("/api/me/likes", 1),
    ("/api/facets", 2),
    ("/api/matches", 2),
    ("/api/feeds/venues.atom", 2),
    (f"/api/tutorials/{NOBODY}/venues?near=0,0", 2),
    ("/api/me/likes/venues?near=0,0", 2),
    ("/api/exports/venues.csv?kind=nope", 10),
]


@pytest.fixture(autouse=True)
def limited(settings, time_machine, tmp_path):
    settings.PAGE_COUNTS = str(tmp_path / "counts")
    settings.API_LIMIT, settings.API_LIMIT_WITH_KEY = LIMIT, 3 * LIMIT
    time_machine.move_to("2026-11-25T12:00:10+00:00", tick=False)


def forged(chance) -> dict[str, str]:
    said = ".".join(str(chance.randrange(256)) for _ in range(4))
    names = ("x-forwarded-for", "x-real-ip", "forwarded", "true-client-ip")
    return dict.fromkeys(names, said)


def some_requests(first: int) -> list[int]:
    """Every sixteenth request from the first on, as one client's thread sends them."""
    chances = [random.Random(number) for number in range(first, REQUESTS, THREADS)]
    client = Client()  # each one loads the whole middleware anew
    try:
        return [client.get(PATH, headers=forged(c)).status_code for c in chances]
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_thousand_at_once_with_forged_addresses_get_the_limit():
    with ThreadPoolExecutor(THREADS) as many:
        sent = many.map(some_requests, range(THREADS))
        statuses = Counter(status for one in sent for status in one)
    assert set(statuses) == {200, 429}
    assert statuses[200] == LIMIT


@pytest.mark.django_db
def test_429_has_the_wait_and_how_to_get_more(client):
    for _ in range(LIMIT):
        assert client.get(PATH).status_code == 200
    refused = client.get(PATH)
    assert refused.status_code == 429
    assert refused["Retry-After"] == "50"
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert refused["RateLimit"] == '"minute";r=0;t=50'
    assert "key" in refused.json()["detail"]


@pytest.mark.django_db
def test_every_answer_that_counts_says_what_is_left(client, vocabulary):
    left = LIMIT
    for path, cost in COSTS:
        answer = client.get(path)
        left -= cost
        assert answer["RateLimit"] == f'"minute";r={left};t=50', path
        assert answer["RateLimit-Policy"] == f'"minute";q={LIMIT};w=60'
    assert "RateLimit" in answer["Access-Control-Expose-Headers"]
    assert "RateLimit" not in client.options(PATH)
    assert "RateLimit" not in client.get("/about/")


@pytest.mark.django_db
def test_a_key_raises_the_limit_wherever_it_is_used_from(client):
    _key, text = make_key(user=member(), name="k", scopes=[], at=AT)
    accepted = sum(
        client.get(
            PATH,
            headers={"authorization": f"Bearer {text}"},
            REMOTE_ADDR=f"192.0.2.{number % 250}",
        ).status_code
        == 200
        for number in range(4 * LIMIT)
    )
    assert accepted == 3 * LIMIT


@pytest.mark.django_db
def test_a_wrong_key_buys_no_further_guesses_than_none(client):
    """A guess at a key is a request too: it is counted by its address."""
    statuses = Counter(
        client.get(PATH, headers={"authorization": f"Bearer mk_{n:08x}_x"}).status_code
        for n in range(2 * LIMIT)
    )
    assert statuses == {401: LIMIT, 429: LIMIT}


@pytest.mark.django_db
def test_pages_and_personal_answers_count_too(client):
    for _ in range(LIMIT):
        client.get("/api/me/likes")
    assert client.get("/api/", headers={"accept": "text/html"}).status_code == 429


@pytest.mark.django_db
def test_no_address_is_stored_and_reading_writes_nothing(client, tmp_path):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        answer = client.get("/api/", REMOTE_ADDR="203.0.113.77")
        transaction.set_rollback(True)
    assert "RateLimit" in answer
    counts = tmp_path / "counts-of-api"
    stored = counts.read_bytes()
    assert stored.strip(b"\0")
    assert b"203.0.113.77" not in stored


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "198.51.100.9", "192.0.2.1"),
        (1, "127.0.0.1", "6.6.6.6, 198.51.100.9", "198.51.100.9"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "127.0.0.1", "nonsense", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "", "", "unknown"),
    ],
)
def test_the_address_is_the_one_nobody_can_make_up(
    rf, proxies, remote, forwarded, expected
):
    request = rf.get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    address = client_address(request.META, behind_proxy=bool(proxies))
    assert address == expected
