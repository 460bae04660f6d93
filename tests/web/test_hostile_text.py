"""Text from outside stays text: on pages, in attributes, in JSON-LD (T8)."""

import json

import pytest

from tests.drawing import some
from tests.web.factories import NEAR, tutorial
from tests.web.html_page import Page
from tests.world import record, venues

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "</title><body onload=alert(1)>",
    "<!--<script>",
    "javascript:alert(1)",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "a\u2028b\u202ec",
)


def is_harmless(text: str) -> bool:
    """Whether no script runs: ours by address, data blocks, no handlers."""
    page = Page(text)
    for script in page.all("script"):
        by_address = (script.get("src") or "").startswith("/static/")
        if not by_address and script.get("type") != "application/ld+json":
            return False
    for _tag, attributes in page.elements:
        if any(name.startswith("on") or name == "style" for name in attributes):
            return False
        links = (attributes.get(name) or "" for name in ("href", "src", "action"))
        if any(link.lower().strip().startswith("javascript:") for link in links):
            return False
    return not page.all("img")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_text_on_every_page(client, vocabulary, text):
    venues(
        record(
            f"Kiln {text}",
            offers=[("pottery", "use")],
            machines=["kiln"],
            summary=text,
            locality=text[:100],
            contact={"web": "https://example.org/", "phone": text, "matrix": text},
            hours="Mo-Fr 10:00-18:00",
        )
    )
    made = tutorial(f"Pot {text}")
    for address in ("/", "/results/?q=kiln", f"{made.get_absolute_url()}?{NEAR}"):
        assert is_harmless(client.get(address).content.decode()), address
    slug = client.get("/map/view/").json()["points"][0]["slug"]
    page = client.get(f"/venues/{slug}/").content.decode()
    assert is_harmless(page)
    assert " ".join(text.split())[:5] in " ".join(Page(page).text.split())


@pytest.mark.parametrize("text", some(HOSTILE, one_in=3))
def test_the_query_is_escaped_in_the_response(client, vocabulary, text):
    for name in ("q", "where", "craft", "open_at", "bbox", "cursor", "sort"):
        for address in ("/", "/results/", "/tutorials/"):
            answer = client.get(address, {name: text})
            assert answer.status_code == 200
            assert is_harmless(answer.content.decode())


def test_json_ld_cannot_leave_its_block_and_says_the_same(client, vocabulary):
    name = "</script><script>alert(1)</script> & <b>Kiln</b>"
    venues(record(name, hours="Mo-Fr 10:00-18:00"))
    slug = client.get("/map/view/").json()["points"][0]["slug"]
    text = client.get(f"/venues/{slug}/").content.decode()
    begin = text.index('<script type="application/ld+json">')
    block = text[text.index(">", begin) + 1 : text.index("</script>", begin)]
    assert "<" not in block
    assert json.loads(block)["name"] == name


def test_a_contact_that_is_no_web_address_is_no_link(client, vocabulary):
    venues(record("Shed", contact={"web": "javascript:alert(1)", "phone": "+44 20"}))
    page = Page(client.get("/venues/shed/").content.decode())
    assert "+44 20" in page.text
    assert not [a for a in page.all("a") if "alert" in (a.get("href") or "")]


def test_external_links_send_no_referrer_and_are_nofollow(client, vocabulary):
    venues(record("Shed", contact={"web": "https://shed.example/"}))
    made = tutorial()
    for address, link in (
        ("/venues/shed/", "https://shed.example/"),
        (made.get_absolute_url(), made.url),
    ):
        page = Page(client.get(address).content.decode())
        (rel,) = {a.get("rel") for a in page.all("a") if a.get("href") == link}
        assert rel == "nofollow noopener"
