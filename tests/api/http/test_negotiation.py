"""Forms, links, caches, methods and encodings: what every resource has alike."""

import gzip
import json

import brotli
import pytest
import zstandard
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.api.exports.file_formats import FILES
from geoapp.api.http.compression import accepted_encoding
from geoapp.api.openapi.paths import OPERATIONS
from tests.world import record, venue, venues

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/venues/items"
NOBODY = "00000000-0000-4000-8000-000000000000"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
PATHS = [
    f"/api{one.path.replace('{z}/{x}/{y}', '1/1/0')}"
    # What cannot be asked for without a word is asked for as the contract shows.
    + (one.examples[0] if one.needs else "")
    for one in OPERATIONS
    if one.method == "get" and not one.scope and "Id}" not in one.path
    # Files have one form each; tests/api/exports reads them.
    if not set(one.forms) & set(FILES)
]
PAGES = [path for path in PATHS if "openapi" not in path]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/geo+json"),
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json, application/json", "application/geo+json"),
        (BROWSER, "text/html; charset=utf-8"),
        ("application/json;q=0.9, text/html;q=0.1", "application/geo+json"),
        ("application/*", "application/geo+json"),
    ],
)
def test_the_accept_header_decides(client, vocabulary, accept, expected):
    answer = client.get(ITEMS, headers={"accept": accept} if accept else {})
    assert answer["Content-Type"] == expected
    assert "Accept" in answer["Vary"]


def test_f_wins_over_the_header(client, vocabulary):
    json_answer = client.get(f"{ITEMS}?f=json", headers={"accept": BROWSER})
    assert json_answer["Content-Type"] == "application/geo+json"
    page = client.get(f"{ITEMS}?f=html", headers={"accept": "application/json"})
    assert page["Content-Type"].startswith("text/html")


def test_what_is_in_no_form_is_not_acceptable(client, vocabulary):
    answer = client.get(ITEMS, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    assert "application/geo+json" in answer.json()["detail"]


def test_openapi_has_the_type_that_ogc_compares(client, vocabulary):
    kind = "application/vnd.oai.openapi+json;version=3.0"
    answer = client.get("/api/openapi", headers={"accept": kind})
    assert answer["Content-Type"] == kind
    links = client.get("/api/").json()["links"]
    assert next(x["type"] for x in links if x["rel"] == "service-desc") == kind


@pytest.mark.parametrize("path", PATHS)
def test_every_resource_links_to_itself_and_its_other_form(client, vocabulary, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    header = answer["Link"]
    assert 'rel="self"' in header
    body = answer.json()
    if "links" in body:
        rels = [(link["rel"], bool(link["type"])) for link in body["links"]]
        assert ("self", True) in rels
        assert ("alternate", True) in rels


@pytest.mark.parametrize("path", PAGES)
def test_every_resource_has_a_page(client, vocabulary, path):
    venue("Clay <b>", offers=[("pottery", "use")])
    page = client.get(path, headers={"accept": BROWSER})
    assert page.status_code == 200
    text = page.content.decode()
    assert "<h1>" in text
    assert "<b>" not in text
    assert "f=json" in text


@pytest.mark.parametrize("path", PATHS)
def test_a_known_answer_costs_one_number(client, vocabulary, path):
    venue("Clay", offers=[("pottery", "use")])
    tag = client.get(path)["ETag"]
    assert tag.startswith('W/"')
    with CaptureQueriesContext(connection) as asked:
        again = client.get(path, headers={"if-none-match": f'"x", {tag}'})
    assert again.status_code == 304
    assert not again.content
    assert again["ETag"] == tag
    assert "Content-Length" not in again
    assert len(asked) == 1
    assert "dataversion" in asked[0]["sql"]
    assert "Content-Length" not in client.head(path, headers={"if-none-match": tag})


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/nowhere", 404), (f"{ITEMS}/{NOBODY}", 404), ("/api/places", 400)],
)
def test_a_star_does_not_make_known_what_is_not_there(client, vocabulary, path, status):
    assert client.get(path, headers={"if-none-match": "*"}).status_code == status


def test_the_tag_hangs_on_parameters_form_and_language(client, vocabulary):
    addresses = [
        ITEMS,
        f"{ITEMS}?limit=2",
        f"{ITEMS}?craft=pottery",
        f"{ITEMS}?lang=de",
    ]
    tags = {client.get(address)["ETag"] for address in addresses}
    assert len(tags) == len(addresses)


@pytest.mark.parametrize(
    ("query", "changes"),
    [("", False), ("?open_at=now", True), ("?q=open+now", True), ("?limit=3", False)],
)
def test_what_speaks_of_now_has_a_new_tag_each_minute(
    client, vocabulary, time_machine, query, changes
):
    time_machine.move_to("2026-11-25T12:00:01+00:00", tick=False)
    first = client.get(ITEMS + query)["ETag"]
    time_machine.move_to("2026-11-25T12:00:59+00:00", tick=False)
    assert client.get(ITEMS + query)["ETag"] == first
    time_machine.move_to("2026-11-25T12:01:01+00:00", tick=False)
    assert (client.get(ITEMS + query)["ETag"] != first) is changes


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(client, vocabulary, path):
    whole, head = client.get(path), client.head(path)
    assert head.status_code == 200
    assert not head.content
    assert abs(int(head["Content-Length"]) - len(whole.content)) < 3
    for name in ("Content-Type", "ETag", "Vary", "Cache-Control", "Link"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("path", [*PATHS, "/api/nowhere"])
def test_every_origin_may_send_and_read(client, path):
    answer = client.options(
        path,
        headers={"origin": "https://elsewhere.example"}
        | {"access-control-request-method": "GET"},
    )
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "GET" in answer["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]
    assert "Content-Length" not in answer  # RFC 9110, 8.6
    assert "Access-Control-Allow-Credentials" not in answer
    assert "ETag" in answer["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_is_all_one_can_do(client, method):
    answer = getattr(client, method)(ITEMS)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("zstd;q=0, *", "br"),
        ("*", "zstd"),
        ("identity", ""),
        ("gzip;q=0", ""),
        ("gzip;q=nonsense", ""),
    ],
)
def test_the_encoding_is_the_clients_choice(header, expected):
    assert accepted_encoding(header) == expected


@pytest.mark.parametrize(
    ("name", "open_it"),
    [
        ("zstd", lambda data: zstandard.ZstdDecompressor().decompress(data)),
        ("br", brotli.decompress),
        ("gzip", gzip.decompress),
    ],
)
def test_compressed_it_says_the_same(client, vocabulary, name, open_it):
    venues(*[record(f"V{n}") for n in range(10)])
    plain = client.get(ITEMS)
    packed = client.get(ITEMS, headers={"accept-encoding": name})
    assert packed["Content-Encoding"] == name
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in packed["Vary"]
    said, told = json.loads(open_it(packed.content)), plain.json()
    assert said["features"] == told["features"]


def test_small_answers_are_sent_as_they_are(client, vocabulary):
    answer = client.get("/api/conformance", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in answer


def test_content_crs_is_crs84(client, vocabulary):
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert client.get(ITEMS)["Content-Crs"] == crs


def test_pages_of_people_are_no_public_cache_entries(client, vocabulary):
    page = client.get(ITEMS, headers={"accept": BROWSER})
    assert "private" in page["Cache-Control"]
    assert client.get(ITEMS)["Cache-Control"] == "public, no-cache"


def test_no_answer_sets_a_cookie_or_may_be_framed(client, vocabulary):
    answer = client.get(ITEMS)
    assert not answer.cookies
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
