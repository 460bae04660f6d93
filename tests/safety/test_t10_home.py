"""T10: a home that somebody registers is found by nobody, through any open door.

The attack on the published point itself is in tests/publishing/test_area_precision;
here are the doors that organizers open: the form, the queue, the duplicate warning,
a change of mind, and the area that a mobile venue serves.
"""

import re
from uuid import uuid4

import pytest
from geopy.distance import geodesic

from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.publishing.home_area import AREA_UNCERTAINTY_M, cell_centre
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.models import Contribution
from geoapp.venues.models import Venue
from tests.drawing import ALL
from tests.people import member, moderator
from tests.web.test_role_matrix import ADDRESSES, EXPECTED
from tests.world import AT

pytestmark = pytest.mark.django_db

HOME = Position(lon=-0.0712345, lat=51.5487654)
FORM = {
    "name": "Home Pottery",
    "kind": "artisan_workshop",
    "street": "17 Hidden Lane",
    "postcode": "E5 0ZZ",
    "locality": "London",
    "region": "Clapton",
    "country": "GB",
    "lat": str(HOME.lat),
    "lon": str(HOME.lon),
    "placed_by": "hand",
    "directions_hint": "Blue door behind the mill",
    "floor": "3rd",
    "hide_exact_place": "on",
}
# Three digits are a hundred metres: no number of the true place may begin so.
SECRETS = re.compile(
    rb"0\.0712|51\.5487|0,0712|51,5487|Hidden Lane|E5 0ZZ|Clapton|Blue door|3rd"
)


@pytest.fixture
def home(vocabulary, client):
    organizer = member("potter")
    client.force_login(organizer)
    client.post("/manage/add/", {"draft_id": str(uuid4()), **FORM})
    place = Venue.objects.get()
    client.post(f"/manage/{place.pk}/hand-in/")
    row = Contribution.objects.pending().get()
    accept(contribution_id=row.pk, by=moderator(), at=AT)
    client.logout()
    return place


def open_addresses(place: Venue) -> list[str]:
    paths = {ADDRESSES[name] for name in set(ADDRESSES) - set(EXPECTED)}
    plain = [f"/{path}" for path in paths if "<" not in path]
    asked = [f"{path}?q=home+pottery&near=-0.07,51.54" for path in plain]
    api = "/api/collections/venues/items"
    return [
        *plain,
        *asked,
        f"/venues/{place.slug}/",
        "/?q=Hidden+Lane",
        "/?bbox=-0.1,51.5,0,51.6",
        api,
        f"{api}?near=-0.0712,51.5488&radius_m=200000",
        f"{api}/{place.pk}",
    ]


def answers(client, place: Venue) -> dict[str, bytes]:
    found = {}
    for address in open_addresses(place):
        answer = client.get(address)
        found[address] = b"".join(answer) if answer.streaming else answer.content
    return found


def said_by_asker(address: str, body: bytes) -> bytes:
    """Leave out what a page only repeats of its own question."""
    for words in ("Hidden Lane", "Hidden+Lane", "-0.0712,51.5488", "-0.0712%2C51.5488"):
        if re.split("[,+ %]", words)[0] in address:
            body = body.replace(words.encode(), b"")
    return body


def test_no_public_url_reveals_the_position(home, client):
    bodies = answers(client, home)
    assert any(b"Home Pottery" in body for body in bodies.values())
    leaks = [
        address
        for address, body in bodies.items()
        if SECRETS.search(said_by_asker(address, body))
    ]
    assert leaks == []


def test_a_signed_in_stranger_learns_no_more(home, client):
    client.force_login(member("stranger"))
    leaks = [
        address
        for address, body in answers(client, home).items()
        if SECRETS.search(said_by_asker(address, body))
    ]
    assert leaks == []
    for page in ("", "what/", "history/", "people/", "preview/"):
        assert client.get(f"/manage/{home.pk}/{page}").status_code == 404


def warned(client, draft: Venue, position: Position) -> bool:
    """Whether the register form asks if it is the hidden home."""
    form = {**FORM, "hide_exact_place": "", "lat": position.lat, "lon": position.lon}
    client.post(f"/manage/{draft.pk}/what/", form)
    page = client.get(f"/manage/{draft.pk}/what/").content
    return b"Is it one of these places?" in page


# Where the edge is sought, in metres, and in how many steps: to a metre or three.
SOUGHT = (0.0, 20_000.0, 14) if ALL else (4900.0, 5100.0, 6)


def test_bisection_by_the_duplicate_warning_ends_at_the_cell(home, client):
    client.force_login(member("attacker"))
    client.post(
        "/manage/add/",
        {"draft_id": str(uuid4()), "name": "Home Pottery", "kind": "makerspace"},
    )
    draft = Venue.objects.exclude(pk=home.pk).get()
    centre = cell_centre(HOME)
    edges = []
    for bearing in (90, 0):
        near, far, steps = SOUGHT
        for _step in range(steps):
            middle = (near + far) / 2
            there = geodesic(meters=middle).destination(
                (centre.lat, centre.lon), bearing
            )
            probe = Position(lon=there.longitude, lat=there.latitude)
            near, far = (
                (middle, far) if warned(client, draft, probe) else (near, middle)
            )
        edges.append(near)
    # The edge is the same to both sides of the cell's centre: it is all there is.
    assert abs(edges[0] - edges[1]) < 5
    assert edges[0] == pytest.approx(5000, abs=5)


def test_hiding_later_takes_the_place_out_of_everything(home, client):
    organizer = home.organizers.get().user
    client.force_login(organizer)
    shown = {**FORM, "hide_exact_place": ""}
    client.post(f"/manage/{home.pk}/what/", {**shown, "base": ""})
    row = Contribution.objects.pending().get()
    assert set(row.changes) == {"hide_exact_place"}  # showing a home waits for a look
    accept(contribution_id=row.pk, by=moderator("another"), at=AT)
    client.logout()
    assert SECRETS.search(client.get(f"/venues/{home.slug}/").content)
    client.force_login(organizer)
    client.post(f"/manage/{home.pk}/what/", {**FORM, "base": ""})
    client.logout()
    leaks = [
        address
        for address, body in answers(client, home).items()
        if SECRETS.search(said_by_asker(address, body))
    ]
    assert leaks == []


def test_a_mobile_venue_shows_its_area_and_not_its_position(vocabulary, client):
    client.force_login(member("van"))
    form = {**FORM, "hide_exact_place": "", "area_served": "20"}
    client.post("/manage/add/", {"draft_id": str(uuid4()), **form})
    place = Venue.objects.get()
    client.post(f"/manage/{place.pk}/hand-in/")
    row = Contribution.objects.pending().get()
    accept(contribution_id=row.pk, by=moderator(), at=AT)
    published = PublishedVenue.objects.get()
    assert (published.precision, published.uncertainty_m) == ("area", 20_000)
    assert to_position(published.public_point) == cell_centre(HOME)
    client.logout()
    page = client.get(f"/venues/{place.slug}/").content
    assert b"Comes to you" in page
    assert not SECRETS.search(page)
    assert AREA_UNCERTAINTY_M < 20_000
