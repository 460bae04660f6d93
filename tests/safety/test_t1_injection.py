"""T1: no parameter of any public address reaches a statement as SQL.

By default each parameter gets a sample that is the same every time, and together
they get every payload. `--all` sends every payload to every parameter: alone to
those that take free words, and to those whose reading is strict in one request for
all of an address, each with another payload. Since a strict neighbour may refuse a
request before a fault shows, each of these meets a longer sample alone as well.
"""

import random
import time
from collections.abc import Mapping

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery.search.criteria import PARAMETERS
from tests.drawing import SEED
from tests.people import moderator
from tests.safety.sql_payloads import EVERY
from tests.web.factories import tutorial
from tests.world import record, venues

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/venues/items"
SEARCH = tuple(sorted(PARAMETERS | {"where"}))
MAKE = ("url", "title", "text", "chosen", "craft", "equipment", "where", "near")
MATCHES = ("where", "near", "radius_m", "audience", "open_at", "bbox", "limit")
PLACES = (
    ("/", SEARCH),
    ("/results/", SEARCH),
    ("/list.csv", SEARCH),
    ("/map/view/", (*SEARCH, "zoom")),
    ("/map/labels/", ("bbox", "zoom", "lang")),
    ("/map/basemap.json", ("level",)),
    ("/suggest/", (*SEARCH, "part")),
    ("/tutorials/", ("q", "craft", "page")),
    ("/tutorials/throw-a-pot/", MATCHES),
    ("/make/", (*MAKE, "radius_m", "audience", "open_at")),
    ("/crafts/", ("q",)),
    ("/crafts/pottery/", (*MATCHES, "mode")),
    ("/equipment/", ("q",)),
    ("/equipment/kiln/", MATCHES),
    ("/offline-activities/", MATCHES),
    ("/venues/clay/", ("lang", "f")),
    ("/embed/search/", SEARCH),
    ("/embed/venues/clay/", ("lang",)),
    ("/api/places", ("q", "limit", "lang", "f")),
    (ITEMS, tuple(sorted(PARAMETERS))),
    (f"{ITEMS}/{{venue}}", ("lang", "f")),
    ("/api/tutorials", ("q", "craft", "limit", "cursor", "lang", "f")),
    ("/api/tutorials/{tutorial}", ("lang", "f")),
    (
        "/api/tutorials/{tutorial}/venues",
        ("near", "radius_m", "audience", "open_at", "limit", "lang", "f"),
    ),
)
EACH = [(address, name) for address, names in PLACES for name in names]
# What somebody may write freely, so that nothing of it is refused at once.
FREE = frozenset(["q", "where", "url", "title", "text", "chosen", "cursor"])
ALONE = [(address, name) for address, name in EACH if name in FREE]
STRICT = [
    (address, strict)
    for address, names in PLACES
    if (strict := tuple(name for name in names if name not in FREE))
]
IN_THE_PATH = (
    "/venues/{}/",
    "/tutorials/{}/",
    "/crafts/{}/",
    "/equipment/{}/",
    f"{ITEMS}/{{}}",
    "/api/tutorials/{}",
    "/api/tutorials/{}/venues",
    "/api/{}",
)
SAMPLE = 2
LONGER_SAMPLE = 24
_SLEEP_S = 5


@pytest.fixture
def ids(vocabulary) -> dict[str, str]:
    (place,) = venues(record("Clay", offers=[("pottery", "use")], machines=["kiln"]))
    return {"venue": str(place), "tutorial": str(tutorial().pk)}


def state() -> dict[str, int]:
    """Return how many rows each table has, and what the place is called."""
    found = {m._meta.db_table: m._default_manager.count() for m in apps.get_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.tables")
        found["tables"] = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM publishing_publishedvenue WHERE name = 'Clay'"
        )
        found["called"] = cursor.fetchone()[0]
    return found


def sent(client, address: str, params: Mapping[str, str]) -> None:
    """Ask once; nothing fails, and no statement has the payload outside a value."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, params)
    assert answer.status_code in (200, 302, 400, 404), (address, params)
    run = " ".join(query["sql"] for query in queries if "pg_sleep" in query["sql"])
    # Bound values are shown quoted: outside of quotes nobody may sleep.
    assert "pg_sleep" not in outside_quotes(run), (address, params)


def outside_quotes(statement: str) -> str:
    """Return a statement without its texts, as PostgreSQL reads standard strings."""
    return "".join(statement.split("'")[::2])


def test_there_are_three_hundred_payloads(record_property):
    record_property("payloads", len(EVERY))
    record_property("parameters", len(EACH))
    assert len(EVERY) >= 300


def test_a_statement_that_would_sleep_is_seen():
    assert "pg_sleep" in outside_quotes("SELECT 'x'; SELECT pg_sleep(5)--'")
    assert "pg_sleep" not in outside_quotes("SELECT 'x''; SELECT pg_sleep(5)--'")


def test_no_parameter_is_run(client, ids, record_property):
    before, requests = state(), 0
    for number, (address, name) in enumerate(EACH):
        for step in range(SAMPLE):
            payload = EVERY[(number * SAMPLE + step) % len(EVERY)]
            sent(client, address.format(**ids), {name: payload})
            requests += 1
    record_property("requests", requests)
    assert requests >= len(EVERY)  # together they have seen every payload
    assert state() == before


def test_what_a_moderator_types_is_not_run(client, ids):
    client.force_login(moderator())
    before = state()
    with_nul = [payload for payload in EVERY if "\0" in payload]
    for payload in (*with_nul, "/a/\0", "http://[", *EVERY[::20]):
        sent(client, f"/moderation/merge/{ids['venue']}/", {"with": payload})
    assert state() == before


def test_no_part_of_an_address_is_run(client, ids, record_property):
    before, requests = state(), 0
    for number, address in enumerate(IN_THE_PATH):
        for payload in EVERY[number :: 4 * len(IN_THE_PATH)]:
            part = payload.replace("/", "").replace("\x00", "")
            answer = client.get(address.format(part.replace("?", "").replace("#", "")))
            assert answer.status_code < 500, (address, payload)
            requests += 1
    record_property("requests", requests)
    assert state() == before


def harmless(client, address: str, asked: list[dict[str, str]]) -> None:
    """Ask all of it; nothing fails, nobody sleeps, and nothing has changed."""
    before, slowest = state(), 0.0
    for params in asked:
        begin = time.perf_counter()
        sent(client, address, params)
        slowest = max(slowest, time.perf_counter() - begin)
    assert slowest < _SLEEP_S
    assert state() == before


def in_turn(names: tuple[str, ...]) -> list[dict[str, str]]:
    """Return as many requests as payloads: each name meets each payload once."""
    return [
        {name: EVERY[(turn + 7 * n) % len(EVERY)] for n, name in enumerate(names)}
        for turn in range(len(EVERY))
    ]


def test_each_strict_parameter_meets_every_payload_in_its_turn():
    for _, names in STRICT:
        asked = in_turn(names)
        for name in names:
            assert sorted(params[name] for params in asked) == sorted(EVERY)
    assert len(ALONE) + sum(len(names) for _, names in STRICT) == len(EACH)


@pytest.mark.long
@pytest.mark.parametrize(("address", "name"), ALONE)
def test_every_payload_is_harmless_as_free_words(client, ids, address, name):
    asked = [{name: payload} for payload in EVERY]
    harmless(client, address.format(**ids), asked)


@pytest.mark.long
@pytest.mark.parametrize(("address", "names"), STRICT)
def test_every_payload_is_harmless_where_reading_is_strict(client, ids, address, names):
    harmless(client, address.format(**ids), in_turn(names))


@pytest.mark.long
@pytest.mark.parametrize(("address", "names"), STRICT)
def test_a_longer_sample_is_harmless_to_each_alone(client, ids, address, names):
    draw = random.Random(f"{address}{SEED}")
    asked = [
        {name: payload}
        for name in names
        for payload in draw.sample(EVERY, LONGER_SAMPLE)
    ]
    harmless(client, address.format(**ids), asked)
