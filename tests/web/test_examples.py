"""What the home page proposes to search for is there to be found."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from geoapp.web.templatetags.makerloom import ideas
from tests.databases import world
from tests.demo import load_demo

pytestmark = pytest.mark.django_db

_COUNT = re.compile(r'class="results__count">\s*(?:More than )?([\d,.]+) place')

_DOCUMENTED = re.compile('["“]([^"“”]+ in Leeds)["”]')
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo_world(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The places and the towns that the examples speak of."""
    with django_db_blocker.unblock(), world("demo", load_demo, shared=True):
        yield


def found(page: str) -> int:
    count = _COUNT.search(page)
    return int(re.sub(r"\D", "", count.group(1))) if count else 0


def test_every_printed_example_finds_a_place(client, demo_world):
    home = client.get("/").content.decode()
    printed = re.search(r'id="q"[^>]*placeholder="([^"]+)"', home)
    examples = [*ideas(), *unescape(printed.group(1)).split(", ")]
    assert len(examples) == 7
    for page in ("README.md", "docs/use.md", "templates/about/help_make.html"):
        (documented,) = _DOCUMENTED.findall((ROOT / page).read_text("utf-8"))
        examples.append(documented)
    for example in examples:
        page = client.get("/", {"q": example}).content.decode()
        assert found(page) > 0, f"nothing for {example!r}"
        assert "so we left it out" not in page, f"half of {example!r} is not read"


def test_an_unknown_town_is_an_error_beside_its_field(client, vocabulary):
    page = client.get("/", {"where": "Xyzzy"}).content.decode()
    said = "We could not find “Xyzzy”. Try a larger town nearby. Showing all places."
    assert said in page
    assert "We could not read" not in page
