"""No page asks the database more than six times, and two for who is signed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.geo.points import to_point
from geoapp.tutorials.models import Like, Tutorial
from tests.databases import world_of_module
from tests.drawing import some
from tests.web.factories import NEAR, name_of_a_town, signed_in, tutorial
from tests.world import AT, HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

MOST = 6
SESSION_AND_PERSON = 2
FAR_AHEAD = "2027-06-09T10:30"


SEARCHES = (
    # Nothing is found, now, and at a time that no hours are computed for.
    f"/?craft=welding&{NEAR}&open_at=now",
    f"/?craft=welding&{NEAR}&open_at={FAR_AHEAD}",
    f"/?craft=welding&bbox=-1,51,1,52&open_at={FAR_AHEAD}",
    f"/?q=welding+in+Hackney&craft=welding&hours=known&open_at={FAR_AHEAD}",
    f"/?q=welding&where=Hackney&kind=repair_cafe&open_at={FAR_AHEAD}",
    # A word that nobody has, with a place and a time.
    f"/?q=zxqvw+in+Hackney&open_at={FAR_AHEAD}",
    "/?q=zxqvw+in+Hackney&open_at=now",
    f"/?q=zxqvw+welding+in+Hackney&open_at={FAR_AHEAD}",
    f"/?q=zxqvw&where=Hackney&bbox=-1,51,1,52&open_at={FAR_AHEAD}",
    f"/?q=zxqvw+welding&where=Hackney&bbox=-1,51,1,52&open_at={FAR_AHEAD}",
)


def _make_world() -> None:
    """Places that answer, hours, a tutorial with a plan, and a town with its name."""
    venues(
        record(
            "Clay House",
            offers=[("pottery", "use")],
            machines=["kiln"],
            hours="Mo-Su 00:00-24:00",
        ),
        record(
            "Lathe Loft", offers=[("woodturning", "learn")], machines=["wood_lathe"]
        ),
    )
    name_of_a_town("Hackney", HACKNEY)
    tutorial("A lamp of clay and oak", required=("kiln", "wood_lathe"))


world = world_of_module(_make_world)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=pottery&where=Hackney",
        "/?q=pottery+in+Hackney&open_at=now",
        f"/?craft=pottery&equipment=kiln&{NEAR}&open_at=now&sort=distance",
        "/?q=nobody-has-this-word+in+Hackney",
        "/?q=step-free+sewing+in+Hackney",
        *some(SEARCHES, one_in=3),
        f"/results/?kind=repair_cafe&mode=repair&{NEAR}",
        "/map/view/?q=pottery+in+Hackney&bbox=-1,51,1,52&zoom=9",
        "/suggest/?q=hack&part=where",
        "/suggest/?q=clay",
        "/tutorials/?q=lamp&craft=pottery",
        f"/tutorials/throw-a-pot/?{NEAR}",
        "/venues/clay-house/",
        "/crafts/",
        "/crafts/pottery/?where=Hackney",
        "/equipment/",
        "/equipment/kiln/?where=Hackney",
        f"/crafts/woodturning/?{NEAR}&open_at=now",
        "/offline-activities/",
        "/offline-activities/?where=Hackney",
        "/make/",
        "/make/?title=pottery+bowl&where=Hackney",
        f"/make/?url=https://example.net/pottery-bowl&{NEAR}&open_at=now",
        "/embed/",
        "/embed/venues/clay-house/",
        "/embed/search/?q=pottery+in+Hackney&open_at=now",
        "/embed/search/?q=nobody-has-this-word+in+Hackney",
        "/about/",
        "/help/",
        "/help/make/",
        "/help/places/",
        "/help/data/",
        "/privacy/",
        "/list.csv?q=pottery&where=Hackney",
        f"/api/collections/venues/items?q=pottery&{NEAR}&open_at=now",
        "/api/tutorials?craft=pottery",
        "/api/places?q=Hackney",
    ],
)
def test_a_page_needs_six_statements_at_most(client, address):
    assert statements(client, address) <= MOST


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/tutorials/throw-a-pot/?{NEAR}",
        f"/make/?title=pottery&{NEAR}",
        "/offline-activities/?where=Hackney",
        "/account/",
        "/account/likes.json",
        "/account/likes/delete/",
        "/tutorials/add/?title=pottery+bowl",
        f"/likes/?{NEAR}",
    ],
)
def test_a_signed_in_user_costs_two_more_statements(client, address):
    person = signed_in(client)
    person.home_point = to_point(HACKNEY)
    person.save()
    Like.objects.create(user=person, tutorial=Tutorial.objects.get(), liked_at=AT)
    assert statements(client, address) <= MOST + SESSION_AND_PERSON


def statements(client, address: str) -> int:
    """Return how many statements a page takes once the vocabulary is read."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    for query in queries:
        print(query["sql"][:120])  # noqa: T201 - pytest shows it where this fails
    return len(queries)
