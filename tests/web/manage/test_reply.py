"""A moderator's question: where it is read, answered in words, and over."""

import re
from datetime import timedelta

import pytest

from geoapp.accounts.models import User
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import (
    contribute_tutorial,
    save_change,
)
from geoapp.stewardship.actions.decide import accept, ask
from geoapp.stewardship.models import Contribution
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.ownership import remove_organizer, transfer_ownership
from geoapp.venues.models import Organizer, Venue
from tests.people import member
from tests.world import AT

pytestmark = pytest.mark.django_db

WITH_BREAKS = "\r\n".join(["x"] * 500)
TOO_LONG = "x" * 1001


def text(answer):
    return answer.content.decode()


def asked(client, row, judge, reason="Which door is it?"):
    ask(contribution_id=row.pk, by=judge, reason=reason, at=AT)
    client.force_login(row.author)


def test_a_question_is_answered_in_words_with_the_venue(client, waiting, judge):
    asked(client, waiting, judge)
    place = f"/manage/{waiting.venue_id}/"
    assert "Which door is it?" in text(client.get(f"{place}preview/"))
    client.post(f"{place}hand-in/", {"answer": " The <blue> one. "})

    back = Contribution.objects.pending().get()
    assert back.answer == "The <blue> one."
    client.force_login(judge)
    assert "answered" in text(client.get("/moderation/"))
    page = text(client.get(f"/moderation/{back.pk}/"))
    assert "Answer: <bdi>The &lt;blue&gt; one.</bdi>" in page


def test_an_answer_survives_the_guidelines_check(client, waiting, judge):
    asked(client, waiting, judge)
    User.objects.update(guidelines_version="2001-01-01")
    hand_in = f"/manage/{waiting.venue_id}/hand-in/"
    page = client.post(hand_in, {"answer": "The blue one."})
    assert page.status_code == 422
    for words in ("The blue one.</textarea>", "Our guidelines have changed"):
        assert words in text(page)
    assert not Contribution.objects.pending().exists()

    client.post("/guidelines/")
    client.post(hand_in, {"answer": "The blue one."})
    assert Contribution.objects.pending().get().answer == "The blue one."


@pytest.mark.parametrize("by", ["answer", "hand in"])
def test_a_long_answer_is_saved_whole_or_not_at_all(client, waiting, judge, by):
    asked(client, waiting, judge)
    address = f"/manage/{waiting.venue_id}/hand-in/"
    if by == "answer":
        address = f"/manage/answers/{waiting.pk}/"
    refused = client.post(address, {"answer": TOO_LONG})
    assert refused.status_code == 422
    for words in (TOO_LONG, "Shorten it to 1000 characters"):
        assert words in text(refused)
    client.post(address, {"answer": WITH_BREAKS})
    back = Contribution.objects.pending().get()
    assert back.answer == WITH_BREAKS.replace("\r", "")


def test_an_answer_alone_sends_it_again(client, waiting, judge):
    asked(client, waiting, judge)
    address = f"/manage/answers/{waiting.pk}/"
    for page in ("/manage/", f"/manage/{waiting.venue_id}/"):
        assert f'href="{address}"' in text(client.get(page))
    assert "Which door is it?" in text(client.get(address))
    empty = client.post(address, {"answer": " \0"})
    assert (empty.status_code, "Enter your answer." in text(empty)) == (422, True)

    assert client.post(address, {"answer": "Blue."})["Location"] == "/manage/"
    assert Contribution.objects.pending().get().answer == "Blue."
    # Once more changes nothing.
    client.post(address, {"answer": "Red."})
    assert Contribution.objects.pending().get().answer == "Blue."
    assert client.get(address)["Location"] == "/manage/"


def test_a_held_change_is_sent_again_with_an_answer(manager, client, published, judge):
    base = {"name": "Kiln Yard"}
    held = {"name": "Casino"}
    save_change(user=manager, venue_id=published.pk, changes=held, base=base, at=AT)
    row = Contribution.objects.pending().get()
    asked(client, row, judge, "Since when?")
    client.post(f"/manage/answers/{row.pk}/", {"answer": "Since May."})

    back = Contribution.objects.pending().get()
    assert (back.changes, back.answer) == (held, "Since May.")
    accept(contribution_id=back.pk, by=judge, at=back.made_at)
    assert PublishedVenue.objects.get().name == "Casino"


def test_a_tutorials_question_is_answered_in_words(manager, client, judge):
    draft = TutorialDraft(
        title="A bowl", url="https://example.org/bowl", crafts=("pottery",)
    )
    contribute_tutorial(user=manager, draft=draft, at=AT)
    row = Contribution.objects.get()
    asked(client, row, judge, "Thrown or coiled?")
    client.post(f"/manage/answers/{row.pk}/", {"answer": "Coiled."})

    (back,) = Contribution.objects.queue()
    assert (back.pk, back.answer, back.answers) == (row.pk, "Coiled.", True)


def test_a_question_is_for_its_author_alone(client, waiting, judge):
    asked(client, waiting, judge)
    client.force_login(member())
    address = f"/manage/answers/{waiting.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "Mine."}).status_code == 404
    assert not Contribution.objects.pending().exists()


def test_who_was_let_go_does_not_hand_the_venue_in_by_an_answer(client, waiting, judge):
    asked(client, waiting, judge)
    place, author, other = waiting.venue, waiting.author, member()
    Organizer.objects.create(venue=place, user=other, since=AT)
    transfer_ownership(venue_id=place.pk, user_id=other.pk, by=author, at=AT)
    remove_organizer(venue_id=place.pk, user_id=author.pk, by=author, at=AT)
    address = f"/manage/answers/{waiting.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "Blue."}).status_code == 404

    assert Venue.objects.get(pk=waiting.venue_id).publication == "draft"
    assert not Contribution.objects.pending().exists()


def test_an_accepted_venue_has_no_open_question(client, waiting, judge):
    asked(client, waiting, judge, "What glazes do you fire?")
    place = f"/manage/{waiting.venue_id}/"
    assert "Question open" in text(client.get(place))
    assert "Question open" in text(client.get("/manage/"))
    client.post(f"{place}hand-in/", {"answer": "Celadon."})
    assert "glazes" not in text(client.get(place))
    back = Contribution.objects.pending().get()
    accept(contribution_id=back.pk, by=judge, at=back.made_at)

    assert "glazes" not in text(client.get(place))
    assert "Question open" not in text(client.get("/manage/"))
    assert "Answered" in text(client.get("/manage/"))


def test_what_was_changed_since_the_question_is_named(client, waiting, judge):
    asked(client, waiting, judge)
    change = {"summary": "The blue door."}
    later = AT + timedelta(hours=1)
    save_change(
        user=waiting.author,
        venue_id=waiting.venue_id,
        changes=change,
        base={},
        at=later,
    )
    client.post(f"/manage/{waiting.venue_id}/hand-in/")
    client.force_login(judge)
    back = Contribution.objects.pending().get()
    page = text(client.get(f"/moderation/{back.pk}/"))
    assert re.search(r"Changed since the question:\s*Description", page)
