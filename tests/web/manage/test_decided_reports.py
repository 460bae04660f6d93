"""Decisions on reports: erasing asks twice, corrections are real, what was decided."""

from datetime import timedelta

import pytest
from django.core import mail

from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.models import Outcome, ReportTopic
from geoapp.stewardship.report_models import Side
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.models import Venue
from tests.people import moderator
from tests.stewardship.reporting import anonymous, decide, managed
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def judge(client):
    person = moderator("judge")
    client.force_login(person)
    return person


def settle(client, row, outcome, **more):
    form = {"shown": row.state, "outcome": outcome, "ground": "privacy", **more}
    return client.post(f"/moderation/reports/{row.pk}/settle/", form)


def text(answer) -> str:
    return answer.content.decode()


def test_erasing_asks_a_second_time_and_loses_nothing(client, judge):
    place, _manager = managed()
    row = anonymous(place)
    assert settle(client, row, "erased").status_code == 422  # no reason yet
    page = settle(client, row, "erased", reason="It is a home.")
    assert "cannot be undone" in text(page)
    assert "It is a home." in text(page)
    assert Venue.objects.get(pk=place).location is not None
    back = text(settle(client, row, "erased", reason="It is a home.", back="1"))
    assert "It is a home." in back
    settle(client, row, "erased", reason="It is a home.", confirmed="1")
    assert Venue.objects.get(pk=place).location is None


def test_corrected_needs_a_correction_or_words(client, judge):
    place, manager = managed(owner=True)
    row = anonymous(place, ReportTopic.MISTAKE)
    answer = settle(client, row, "corrected")
    assert answer.status_code == 422
    assert "Nothing has changed here since the report." in text(answer)
    assert settle(client, row, "corrected", reason="The hours.").status_code == 302
    other = anonymous(place, ReportTopic.CLOSED)
    client.force_login(manager)
    path = f"/manage/{place}/messages/{other.pk}/"
    form = {"verb": "corrected", "shown": other.state, "reason": ""}
    answer = client.post(path, form)
    assert answer.status_code == 422
    assert "Nothing has changed here since the report." in text(answer)
    correct_venue(venue_id=place, field="price", value="free", author=manager, at=LATER)
    assert client.post(path, form).status_code == 302


def test_decided_reports_are_listed_for_moderators(client, judge):
    place, manager = managed()
    row = anonymous(place, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.REMOVED)
    appeal(report_id=row.pk, side=Side.REPORTER, words="No.", at=LATER)
    decide(row, judge, Outcome.UNCHANGED, at=LATER)
    page = text(client.get("/moderation/reports/"))
    for words in ("Kiln Yard", "Left as it is", "after an appeal", judge.email):
        assert words in page
    assert "/moderation/reports/" in text(client.get("/moderation/"))
    client.force_login(manager)
    assert client.get("/moderation/reports/").status_code == 404


def test_left_as_it_is_after_an_appeal_says_that_it_is_shown_again(client, judge):
    place, manager = managed()
    row = anonymous(place, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.REMOVED)
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is legal.", at=LATER)
    mail.outbox.clear()
    decide(row, judge, Outcome.UNCHANGED, at=LATER)
    (email,) = mail.outbox
    assert email.to == [manager.email]
    assert "“Kiln Yard” is shown again as before." in email.body
    client.force_login(manager)
    assert "is shown again" in text(client.get(f"/decisions/{row.pk}/"))
    assert "is shown again" in text(client.get(f"/reports/{row.number}/"))


def removed_by_another_decision(place, judge):
    decide(anonymous(place, ReportTopic.ILLEGAL), judge, Outcome.REMOVED, at=LATER)


def withdrawn(place, _judge):
    withdraw_venue(venue_id=place)


@pytest.mark.parametrize(
    ("change", "in_the_list"),
    [(removed_by_another_decision, True), (withdrawn, False)],
)
def test_left_as_it_is_says_that_it_is_not_public_any_more(
    client, judge, change, in_the_list
):
    place, _manager = managed()
    row = decide(anonymous(place, ReportTopic.MISTAKE), judge, Outcome.UNCHANGED)
    pages = (f"/reports/{row.number}/", f"/moderation/reports/{row.pk}/")
    assert not any("not public" in text(client.get(page)) for page in pages)
    assert "removed since" not in text(client.get("/moderation/reports/"))
    change(place, judge)
    for page in pages:
        answer = text(client.get(page))
        assert "Left as it is" in answer
        assert "At present it is not public, for another reason." in answer
    listed = text(client.get("/moderation/reports/"))
    assert listed.count("removed since") == in_the_list


def test_shown_again_is_not_said_of_a_place_withdrawn_since(client, judge):
    place, manager = managed()
    row = anonymous(place, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.REMOVED)
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is legal.", at=LATER)
    decide(row, judge, Outcome.UNCHANGED, at=LATER)
    withdraw_venue(venue_id=place)
    client.force_login(manager)
    page = text(client.get(f"/decisions/{row.pk}/"))
    assert "is shown again" not in page
    assert "At present it is not public" in page


def test_managers_are_told_what_is_hidden_and_when_it_is_shown_again(judge):
    place, manager = managed()
    first = anonymous(place)
    anonymous(place)
    (email,) = mail.outbox
    assert email.to == [manager.email]
    assert "is partly hidden" in email.subject
    assert f"/manage/{place}/" in email.body
    mail.outbox.clear()
    decide(first, judge, Outcome.UNCHANGED)
    assert mail.outbox == []  # the other report still hides it
    row = type(first).objects.exclude(pk=first.pk).get()
    decide(row, judge, Outcome.UNCHANGED)
    (email,) = mail.outbox
    assert "“Kiln Yard” is shown again" in email.subject
