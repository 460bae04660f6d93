"""No page asks the database more than six times, whoever is not signed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.worlds import NEAR, name_of_a_town, tutorial
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db

MOST = 6


@pytest.fixture
def world(vocabulary):
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


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?q=pottery&where=Hackney",
        "/?q=pottery+in+Hackney&open_at=now",
        f"/?craft=pottery&equipment=kiln&{NEAR}&open_at=now&sort=distance",
        "/?q=nobody-has-this-word+in+Hackney",
        f"/results/?kind=repair_cafe&mode=repair&{NEAR}",
        "/map/view/?q=pottery+in+Hackney&bbox=-1,51,1,52&zoom=9",
        "/suggest/?q=hack&part=where",
        "/suggest/?q=clay",
        "/tutorials/?q=lamp&craft=pottery",
        f"/tutorials/throw-a-pot/?{NEAR}",
        "/venues/clay-house/",
        "/crafts/",
        "/crafts/pottery/?where=Hackney",
        "/equipment/kiln/?where=Hackney",
        "/offline-activities/?where=Hackney",
        f"/api/collections/venues/items?q=pottery&{NEAR}&open_at=now",
        "/api/tutorials?craft=pottery",
    ],
)
def test_a_page_needs_six_statements_at_most(client, world, address):
    client.get(address)  # the vocabulary and the templates are read once
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    said = "\n".join(query["sql"][:120] for query in queries)
    assert len(queries) <= MOST, said
