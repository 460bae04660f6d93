"""What the home page proposes to search for is there to be found."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.conf import settings

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.sources.actions import import_file
from geoapp.web.templatetags.makerloom import ideas

pytestmark = pytest.mark.django_db

_TOWNS = (
    ("Hackney", "GB", Position(lon=-0.0553, lat=51.545)),
    ("Bergen", "NO", Position(lon=5.3242, lat=60.393)),
)
_COUNT = re.compile(r'class="results__count">\s*(?:More than )?([\d,.]+) place')


@pytest.fixture
def demo_world() -> None:
    """The places and the two towns that the examples speak of."""
    at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    load_vocabulary(vocabulary=current())
    for path in sorted((settings.FIXTURE_FOLDER / "venues").glob("*.json")):
        import_file(path=path, at=at)
    for number, (name, country, position) in enumerate(_TOWNS, 1):
        place = GazetteerPlace.objects.create(
            geonameid=number,
            name=name,
            country=country,
            population=0,
            time_zone="Europe/London",
            point=to_point(position),
        )
        GazetteerName.objects.create(place=place, folded=name.lower(), is_main=True)


def found(page: str) -> int:
    count = _COUNT.search(page)
    return int(re.sub(r"\D", "", count.group(1))) if count else 0


def test_every_printed_example_finds_a_place(client, demo_world):
    home = client.get("/").content.decode()
    printed = re.search(r'id="q"[^>]*placeholder="([^"]+)"', home)
    examples = [*ideas(), *unescape(printed.group(1)).split(", ")]
    assert len(examples) == 7
    for example in examples:
        page = client.get("/", {"q": example}).content.decode()
        assert found(page) > 0, f"nothing for {example!r}"
        assert "so we left it out" not in page, f"half of {example!r} is not read"


def test_an_unknown_town_is_said_beside_its_field(client, vocabulary):
    page = client.get("/", {"where": "Xyzzy"}).content.decode()
    said = "We could not find “Xyzzy”. Try a larger town nearby. Showing all places."
    assert said in page
    assert "We could not read" not in page
