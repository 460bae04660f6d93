"""The moderators' pages that merge two places and split them again."""

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.models import Venue, VenueMerge
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member, moderator
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(vocabulary, client):
    person = moderator("judge")
    client.force_login(person)
    return person


@pytest.fixture
def pair(judge):
    return venues(
        record("Kiln Shed", external_id="a", offers=[("pottery", "use")]),
        record("Kiln Shed", external_id="b", offers=[("pottery", "learn")]),
    )


def address(pair) -> str:
    return f"/moderation/merge/{pair[0]}/{pair[1]}/"


def test_likely_duplicates_are_proposed_until_they_are_found_to_differ(client, pair):
    choose = f"/moderation/merge/{pair[0]}/"
    assert address(pair) in client.get(choose).content.decode()
    slug = Venue.objects.get(pk=pair[1]).slug
    page = client.get(choose, {"with": f"https://example.org/venues/{slug}/"})
    assert page["Location"] == address(pair)
    for nowhere in ("/venues/nowhere/", "/a/\0", "http://[", "//"):
        page = client.get(choose, {"with": nowhere})
        assert "could not find another place" in page.content.decode()
    client.post(address(pair), {"distinct": "1"})
    assert address(pair) not in client.get(choose).content.decode()


def test_each_difference_is_chosen(client, pair, judge):
    values = {"price": "free"}
    for pk, text in zip(pair, ("One.", "Two."), strict=True):
        change_venue(
            venue_id=pk,
            changes={"summary": text, **values},
            base=values_of(pk),
            author=judge,
            at=AT,
        )
    page = client.get(address(pair))
    names = {row.name: row.chosen for row in page.context["rows"]}
    assert names == {"offers": "both", "summary": ""}
    assert "1 of 2 is left." in page.content.decode()
    form = {"merge": "1", "offers": "both"}
    answer = client.post(address(pair), form)
    assert answer.status_code == 422
    assert "Choose a value first: Description." in answer.content.decode()
    page = client.post(address(pair), form | {"summary": "b"}, follow=True)
    assert "You can split them again here." in page.content.decode()
    shown = PublishedVenue.objects.get()
    assert shown.page["summary"] == "Two."
    assert {o["mode"] for o in values_of(shown.pk)["offers"]} == {"use", "learn"}
    history = f"/manage/{pair[0]}/history/"
    assert "Merged with" in client.get(history).content.decode()
    assert "Two." in client.get(history, {"of": pair[1]}).content.decode()
    merge = VenueMerge.objects.get()
    client.post(f"/moderation/split/{merge.pk}/")
    assert PublishedVenue.objects.count() == 2


def test_the_page_that_people_know_stays(client, pair, judge):
    draft = draft_of(member(), name="Kiln Shed")
    answer = client.get(f"/moderation/merge/{draft.pk}/{pair[0]}/")
    assert answer["Location"] == f"/moderation/merge/{pair[0]}/{draft.pk}/"
    assert client.get(f"/moderation/merge/{pair[0]}/{pair[0]}/").status_code == 404
