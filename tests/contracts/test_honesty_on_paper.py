"""Honesty on paper: what Chromium would print still says every doubt."""

import pytest
import time_machine
from django.conf import settings
from playwright.sync_api import Browser

from tests.contracts.uncertain_venues import NEAR, TUTORIAL, create_venues
from tests.drawing import some
from tests.world import AT

pytestmark = pytest.mark.django_db
SITE = "http://paper.example"
LIST = f"/?{NEAR}"
# The page to print, and the words that must be seen on it, by kind of doubt.
PAPER = {
    "unknown": [
        (LIST, ["3 of these places have no opening hours yet."]),
        (
            "/venues/unknown-house/",
            [
                "Not known yet. Check before you go.",
                "Not known yet: who can come, price",
            ],
        ),
    ],
    "inferred": [
        (LIST, ["Check before you go: opening hours, crafts, machines"]),
        ("/venues/inferred-house/", ["unconfirmed"]),
    ],
    "stale": [
        (LIST, ["Last confirmed 2015"]),
        ("/venues/stale-house/", ["Last confirmed 2015: check before you go"]),
    ],
    "imprecise": [
        (LIST, ["in London (approximate location)"]),
        ("/venues/imprecise-house/", ["in London (approximate location)"]),
    ],
    "guessed": [
        (
            f"/tutorials/{TUTORIAL}/?{NEAR}",
            ["Usually needed and not listed here: kiln"],
        )
    ],
    "open today": [
        (
            f"/offline-activities/?{NEAR}",
            [
                "Opening hours not known yet: check before you go",
                "Check before you go:",
            ],
        )
    ],
}


def printed(browser: Browser, html: str) -> str:
    """Return the words that the page shows on paper, as Chromium lays it out."""

    def answer(route):
        path = route.request.url.removeprefix(SITE)
        if not path.startswith("/static/"):
            return route.fulfill(body=html, content_type="text/html")
        if path.endswith(".css") and path.startswith("/static/makerloom/"):
            style = settings.BASE_DIR / path.removeprefix("/")
            return route.fulfill(body=style.read_text(), content_type="text/css")
        return route.abort()

    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*", answer)
    page.emulate_media(media="print")
    page.goto(f"{SITE}/")
    seen = page.locator("body").inner_text()
    context.close()
    return " ".join(seen.split())


@pytest.mark.parametrize("kind", some(PAPER, one_in=2))
def test_paper_says_it(browser, client, vocabulary, kind):
    with time_machine.travel(AT, tick=False):
        create_venues()
        pages = [(client.get(a).content.decode(), words) for a, words in PAPER[kind]]
    for html, words in pages:
        seen = printed(browser, html)
        assert [w for w in words if w not in seen] == [], seen
        assert "Download results (CSV)" not in seen
