"""Claims: from a place's page to the moderators, and back by email."""

import pytest

from geoapp.stewardship.actions.report import MAX_PENDING_REPORTS
from geoapp.stewardship.models import Report
from geoapp.venues.models import Organizer, Venue
from tests.people import member, moderator
from tests.world import AT, venue

pytestmark = pytest.mark.django_db

WITH_BREAKS = "\r\n".join(["x"] * 500)
TOO_LONG = "x" * 1001


@pytest.fixture
def person(vocabulary):
    return member("person")


@pytest.fixture
def listed(person):
    return Venue.objects.get(pk=venue("Kiln Yard"))


def text(answer):
    return answer.content.decode()


def about(place, topic="claim"):
    return f"/manage/about/{place.pk}/{topic}/"


def test_everybody_finds_the_way_from_the_page_of_a_place(client, listed):
    page = text(client.get(listed.get_absolute_url()))
    assert f'href="{about(listed)}"' in page
    assert f'href="/report/venue/{listed.pk}/"' in page
    assert "/accounts/login/" in client.get(about(listed))["Location"]
    moved = client.get(about(listed, "mistake"))
    assert moved.status_code == 301
    assert moved["Location"] == f"/report/venue/{listed.pk}/?topic=mistake"


def test_a_manager_edits_instead_of_reporting(client, person, listed):
    Organizer.objects.create(venue=listed, user=person, since=AT)
    client.force_login(person)
    page = text(client.get(listed.get_absolute_url()))
    assert "/manage/about/" not in page
    assert f"/manage/{listed.pk}/" in page


def test_a_claim_is_read_and_taken(client, person, listed):
    client.force_login(person)
    assert "I run this place" in text(client.get(about(listed)))
    sent = client.post(about(listed), {"words": "I am <b>Ada</b>."}, follow=True)
    assert "A moderator will read it" in text(sent)
    row = Report.objects.get()
    assert client.get(f"/moderation/reports/{row.pk}/").status_code == 404

    client.force_login(moderator("judge"))
    queue = text(client.get("/moderation/"))
    assert f"/moderation/reports/{row.pk}/" in queue
    assert "Nothing to review." not in queue
    page = text(client.get(f"/moderation/reports/{row.pk}/"))
    assert "I am &lt;b&gt;Ada&lt;/b&gt;." in page
    assert "person@example.org" in page
    client.post(f"/moderation/reports/{row.pk}/settle/", taken(row))
    assert "Nothing to review." in text(client.get("/moderation/"))

    client.force_login(person)
    assert client.get(f"/manage/{listed.pk}/what/").status_code == 200


def taken(row, verb="take"):
    outcome = {"take": "corrected", "refuse": "unchanged"}[verb]
    return {"outcome": outcome, "shown": row.state}


def test_words_that_changed_meanwhile_are_shown_before_they_are_settled(
    client, person, listed
):
    client.force_login(person)
    client.post(about(listed), {"words": "I run it."})
    read = Report.objects.get()
    client.post(about(listed), {"words": "I sold it."})
    client.force_login(moderator("judge"))
    page = client.post(
        f"/moderation/reports/{read.pk}/settle/", {**taken(read), "reason": "Hello."}
    )
    assert page.status_code == 422
    for words in ("Check it again", "I sold it.", "Hello."):
        assert words in text(page)
    assert f'value="{Report.objects.get().state}"' in text(page)
    assert not Organizer.objects.exists()


def test_a_refusal_needs_a_reason_and_nothing_typed_is_lost(client, person, listed):
    client.force_login(person)
    assert client.post(about(listed), {"words": " "}).status_code == 422
    client.post(about(listed), {"words": "Closed."})
    row = Report.objects.get()
    settle, no = f"/moderation/reports/{row.pk}/settle/", taken(row, "refuse")
    client.force_login(moderator("judge"))
    assert client.post(settle, no).status_code == 422
    assert client.post(settle, {"outcome": "burn"}).status_code == 422
    client.post(settle, {**no, "reason": "It is open."})
    again = client.post(settle, {**no, "reason": "Really."})
    assert "already been decided" in text(again)


def test_a_long_text_is_saved_whole_or_not_at_all(client, person, listed):
    client.force_login(person)
    refused = client.post(about(listed), {"words": TOO_LONG})
    assert refused.status_code == 422
    for words in (TOO_LONG, "Shorten it to 1000 characters"):
        assert words in text(refused)
    client.post(about(listed), {"words": WITH_BREAKS})
    row = Report.objects.get()
    assert row.words == WITH_BREAKS.replace("\r", "")

    client.force_login(moderator("judge"))
    settle, no = f"/moderation/reports/{row.pk}/settle/", taken(row, "refuse")
    refused = client.post(settle, {**no, "reason": TOO_LONG})
    assert refused.status_code == 422
    assert TOO_LONG in text(refused)
    client.post(settle, {**no, "reason": WITH_BREAKS})
    row.refresh_from_db()
    assert row.reason == WITH_BREAKS.replace("\r", "")


def test_too_many_reports_are_an_error_and_the_text_stays(client, person, listed):
    for number in range(MAX_PENDING_REPORTS):
        place = Venue.objects.get(pk=venue(f"P {number}", external_id=f"p{number}"))
        Report.objects.create(
            author=person,
            venue=place,
            item_id=place.pk,
            topic="mistake",
            words="x",
            made_at=AT,
        )
    client.force_login(person)
    answer = client.post(about(listed), {"words": "I run it."})
    assert answer.status_code == 422
    assert "I run it." in text(answer)


def test_who_has_not_read_the_guidelines_reads_them_first(client, listed):
    client.force_login(member(guidelines_version=""))
    assert "/guidelines/" in client.get(about(listed))["Location"]
    answer = client.post(about(listed), {"words": "I run it."})
    assert answer.status_code == 422
    assert "I run it." in text(answer)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("maps@example.org", 'href="mailto:maps@example.org"'),
        ("https://example.org/us", 'href="https://example.org/us"'),
        ("The library, desk 2", "<bdi>The library, desk 2</bdi>"),
        ("javascript:alert(1)", "<bdi>javascript:alert(1)</bdi>"),
    ],
)
def test_about_says_how_to_reach_who_runs_the_site(client, settings, contact, expected):
    assert "This site is run by:" not in text(client.get("/about/"))
    settings.CONTACT = contact
    page = text(client.get("/about/"))
    assert "This site is run by:" in page
    assert expected in page
