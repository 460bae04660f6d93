"""The queue: what waits, what was asked, and what is said after a decision."""

from datetime import timedelta

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import AlreadyDecided, accept, ask, decline
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import publish_venue, withdraw_venue
from geoapp.venues.models import Venue
from tests.people import draft_of, member
from tests.world import AT

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def queued(context):
    """Return what awaits review, in the order of the page."""
    return [row.item.row for part in context["sections"] for row in part.rows]


def test_the_queue_is_for_moderators(client, waiting, judge):
    assert client.get("/moderation/").status_code == 404
    client.force_login(judge)
    assert "Kiln Yard" in text(client.get("/moderation/"))
    page = text(client.get(f"/moderation/{waiting.pk}/"))
    assert "manager@example.org" in page
    assert "0 accepted" in page
    assert "Nothing else submitted." in page


def test_declining_needs_a_reason(client, waiting, judge):
    client.force_login(judge)
    decide = f"/moderation/{waiting.pk}/decide/"
    answer = client.post(decide, {"verb": "refuse", "reason": " "})
    assert answer.status_code == 422
    assert "Give a reason" in text(answer)
    client.post(decide, {"verb": "refuse", "reason": "No such house."})
    waiting.refresh_from_db()
    assert (waiting.decision, waiting.reason) == ("refused", "No such house.")
    answer = client.post(decide, {"verb": "accept"})
    assert "already been decided" in text(answer)
    assert client.post(decide, {"verb": "burn"}).status_code == 404
    client.force_login(waiting.author)
    assert "No such house." in text(client.get("/manage/"))


def test_a_reason_that_is_too_long_is_not_cut(client, waiting, judge):
    client.force_login(judge)
    decide, reason = f"/moderation/{waiting.pk}/decide/", "x" * 1001
    answer = client.post(decide, {"verb": "refuse", "reason": reason})
    assert answer.status_code == 422
    assert reason in text(answer)
    waiting.refresh_from_db()
    assert waiting.decision == "waiting"


def decided(client, row, verb, **more):
    answer = client.post(
        f"/moderation/{row.pk}/decide/", {"verb": verb, **more}, follow=True
    )
    return text(answer)


def test_open_questions_are_listed_apart_and_answers_come_first(client, waiting, judge):
    another = draft_of(member("other"), name="Earlier Yard")
    submit_venue(user=another.organizers.get().user, venue_id=another.pk, at=AT)
    client.force_login(judge)
    page = decided(client, waiting, "ask", reason="Which door is it?")
    assert "awaiting an answer" in page.lower()
    lists = client.get("/moderation/").context
    assert [row.pk for row in lists["awaiting_answer"]] == [waiting.pk]
    assert [row.title for row in queued(lists)] == ["Earlier Yard"]
    assert "Which door is it?" in text(client.get("/moderation/"))
    client.force_login(waiting.author)
    client.post(f"/manage/{waiting.venue_id}/hand-in/")
    client.force_login(judge)
    answer = client.get("/moderation/")
    assert "submitted again" in text(answer)
    titles = [row.title for row in queued(answer.context)]
    assert titles == ["Kiln Yard", "Earlier Yard"]
    assert not answer.context["awaiting_answer"]
    back = queued(answer.context)[0]
    page = text(client.get(f"/moderation/{back.pk}/"))
    assert "Which door is it?" in page
    assert "Submitted again without an answer." in page
    assert "Nothing has changed since the question." in page


def test_a_question_about_a_change_is_answered_by_the_next_change(
    manager, client, published, judge
):
    change_name = {"base": "", "kind": "open_studio", "lat": "51.545", "lon": "-0.0553"}
    change_name |= {"locality": "London", "country": "GB"}
    client.post(f"/manage/{published.pk}/what/", {**change_name, "name": "Casino"})
    row = Contribution.objects.pending().get()
    client.force_login(judge)
    decided(client, row, "ask", reason="Since when?")
    assert list(Contribution.objects.awaiting_answer()) == [row]
    client.force_login(manager)
    client.post(
        f"/manage/{published.pk}/what/", {**change_name, "name": "Kiln Yard East"}
    )
    assert not Contribution.objects.awaiting_answer().exists()
    (back,) = Contribution.objects.queue()
    assert back.answers
    assert list(Contribution.objects.questions_before(back)) == [row]


def test_what_went_another_way_waits_for_no_answer(client, waiting, judge):
    client.force_login(judge)
    decided(client, waiting, "ask", reason="Really?")
    place = Venue.objects.get(pk=waiting.venue_id)
    publish_venue(venue_id=place.pk)
    assert not Contribution.objects.awaiting_answer().exists()


def test_each_decision_has_a_message_about_what_follows(client, waiting, judge):
    client.force_login(judge)
    seen = client.get(f"/moderation/{waiting.pk}/").context["state_digest"]
    assert "Accepted and published" in decided(client, waiting, "accept", shown=seen)
    place = draft_of(waiting.author, name="Second")
    row = submit_venue(user=waiting.author, venue_id=place.pk, at=AT)
    assert "submit again" in decided(client, row, "refuse", reason="No house.")
    withdrawn = draft_of(waiting.author, name="Third")
    row = submit_venue(user=waiting.author, venue_id=withdrawn.pk, at=AT)
    withdraw_venue(venue_id=withdrawn.pk)
    assert "no longer needs a review" in decided(client, row, "ask", reason="Where?")
    row = submit_venue(user=waiting.author, venue_id=withdrawn.pk, at=AT)
    Contribution.objects.filter(pk=row.pk).update(author=None)
    assert "so we sent no email" in decided(client, row, "ask", reason="Where?")


def test_a_held_change_shows_both_values(manager, client, published, judge):
    form = {"base": "", "name": "Casino", "kind": "open_studio", "locality": "London"}
    form |= {"country": "GB", "lat": "51.545", "lon": "-0.0553"}
    answer = client.post(f"/manage/{published.pk}/what/", form, follow=True)
    assert "A moderator will review this before it appears: Name" in text(answer)
    row = Contribution.objects.pending().get()
    client.force_login(judge)
    page = text(client.get(f"/moderation/{row.pk}/"))
    assert "Kiln Yard" in page
    assert "Casino" in page
    shown_to = client.get(f"/moderation/{row.pk}/").context["state_digest"]
    answer = client.post(f"/moderation/{row.pk}/decide/", {"verb": "accept"})
    assert "Check it again" in text(answer)
    form = {"verb": "accept", "shown": shown_to}
    client.post(f"/moderation/{row.pk}/decide/", form)
    assert PublishedVenue.objects.get().name == "Casino"


@pytest.mark.parametrize(
    ("verb", "decision", "publication"),
    [("accept", "accepted", "published"), ("refuse", "refused", "refused")],
)
def test_a_moderator_can_still_decide_after_a_question(
    client, waiting, judge, verb, decision, publication
):
    ask(contribution_id=waiting.pk, by=judge, reason="Really?", at=AT)
    client.force_login(judge)
    page = client.get(f"/moderation/{waiting.pk}/")
    assert "You can also decide now." in page.content.decode()
    form = {"verb": verb, "reason": "So it is.", "shown": page.context["state_digest"]}
    client.post(f"/moderation/{waiting.pk}/decide/", form)
    waiting.refresh_from_db()
    waiting.venue.refresh_from_db()
    assert waiting.decision == decision
    assert waiting.venue.publication == publication


def test_a_question_that_was_answered_is_decided_on_its_answer(waiting, judge, manager):
    ask(contribution_id=waiting.pk, by=judge, reason="Really?", at=AT)
    submit_venue(user=manager, venue_id=waiting.venue_id, at=AT + timedelta(hours=1))
    with pytest.raises(AlreadyDecided):
        accept(contribution_id=waiting.pk, by=judge, at=AT)


def test_a_moderator_sees_what_else_the_contributor_did(client, waiting, judge):
    for number, decision in enumerate(("accepted", "refused", "refused")):
        other = draft_of(waiting.author, name=f"Other {number}")
        Contribution.objects.create(
            author=waiting.author, venue=other, made_at=AT, decision=decision
        )
    client.force_login(judge)
    page = text(client.get(f"/moderation/{waiting.pk}/"))
    for part in ("Account created", "1 accepted", "2 declined", "Other 1"):
        assert part in page


def test_a_ready_made_reason_stands_before_the_moderators_words(client, waiting, judge):
    client.force_login(judge)
    decide = f"/moderation/{waiting.pk}/decide/"
    client.post(decide, {"verb": "refuse", "ready": "listed", "reason": "See Kiln."})
    waiting.refresh_from_db()
    assert waiting.reason == (
        "This place is already listed. Suggest a change there instead.\nSee Kiln."
    )


def test_what_was_declined_twice_is_submitted_by_a_moderator_only(
    client, waiting, judge
):
    venue = waiting.venue
    for _time in range(2):
        row = Contribution.objects.of_venue(venue.pk).pending().get()
        decline(contribution_id=row.pk, by=judge, reason="No.", at=AT)
        client.force_login(row.author)
        page = client.post(f"/manage/{venue.pk}/hand-in/", follow=True)
    assert "submitted twice, by you or others" in text(page)
    venue.refresh_from_db()
    assert venue.publication == "refused"
    client.force_login(judge)
    client.post(f"/manage/{venue.pk}/hand-in/")
    venue.refresh_from_db()
    assert venue.publication == "published"
