"""The queue: what belongs together stands together, and is decided together."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from geoapp.geo.values import Position
from geoapp.mailing.delivery import mark_refused
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import decline
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.models import Contribution, ReportTopic
from geoapp.venues.models import Venue
from geoapp.web.manage.moderate import queue, queue_items
from tests.people import draft_of, member, moderator
from tests.photos import photo_of
from tests.stewardship.attack import change, join, tutorial
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "media")]
DEAL = "The best benches in town. Order today and save."


@pytest.fixture
def judge(client):
    person = moderator("judge")
    client.force_login(person)
    return person


def submitted(name, *, user=None, **values) -> Contribution:
    user = user or member()
    row = submit_venue(user=user, venue_id=draft_of(user, name, **values).pk, at=AT)
    # Not all within one hour: that would be a reason of its own.
    user.date_joined = timezone.now() - timedelta(days=user.pk)
    user.save()
    return row


def page(client, path="/moderation/") -> str:
    return " ".join(client.get(path).content.decode().split())


def ticks(client, *names) -> list[str]:
    """Return what the boxes of these items send."""
    text = page(client)
    return [
        re.search(rf'value="([^"]+)" aria-label="Select {name}"', text)[1]
        for name in names
    ]


def send(client, verb, *names, **more):
    data = {"verb": verb, "item": ticks(client, *names), **more}
    return client.post("/moderation/decide/", data)


def decisions() -> dict:
    return {row.title: row.decision for row in Contribution.objects.all()}


def test_items_of_several_accounts_stand_together_by_reason(client, judge):
    for name in ("Deals A", "Deals B"):
        submitted(name, summary=DEAL)
    web = {"web": "https://www.bench-deals.example/a/"}
    submitted("Deals C", contact=web)
    submitted("Deals D", contact={"web": "http://bench-deals.example/a"})
    boss, helper = member("boss"), member("helper")
    first = submitted("Chain A", user=boss)
    join(first.venue_id, helper, by=boss)
    submitted("Chain B", user=helper)
    for name in ("Picture A", "Picture B"):
        row = submitted(name)
        photo_of(row.venue, row.author, accepted=False, hue=7)
    submitted("Honest Yard", summary="We turn bowls, and show you how.")
    text = page(client)
    assert "9 items to review" in text
    headings = re.findall(r"<h2 id=\"section-\d+\"> (.*?) </h2>", text)
    assert headings == [
        "Same text, 2 accounts",
        "Same link, 2 accounts",
        "Same picture, 2 accounts",
        "Linked by invitations, 2 accounts",
        "Everything else, oldest first",
    ]
    rest = text.partition("oldest first </h2>")[2]
    assert "Honest Yard" in rest
    assert "Deals" not in rest.partition("</section>")[0]


def test_accounts_of_one_hour_need_to_be_three(client, judge):
    people = [submitted(f"New {number}").author for number in range(3)]
    hour = timezone.now().replace(minute=0)
    for person in people[:2]:
        person.date_joined = hour
        person.save()
    assert "Accounts created within the same hour" not in page(client)
    people[2].date_joined = hour
    people[2].save()
    assert "Accounts created within the same hour, 3 accounts" in page(client)


def test_moderators_find_the_queue_with_the_number_that_awaits_review(client, judge):
    row = submitted("Kiln Yard")
    assert "Moderation (1)" in page(client, "/crafts/")
    assert "Moderation queue (1)" in page(client, "/account/")
    client.force_login(row.author)
    for path in ("/crafts/", "/account/"):
        assert "/moderation/" not in page(client, path)


def test_one_account_alone_is_no_group(client, judge):
    person = member()
    for name in ("Two A", "Two B"):
        submitted(name, user=person, summary=DEAL)
    assert "Same text" not in page(client)


def test_reports_stand_with_the_rest_and_are_counted(client, judge):
    place = venue("Kiln Shed")
    for topic, words in (("closed", "Closed since May."), ("personal", "My home.")):
        draft = ReportDraft(
            kind="venue", item_id=place, topic=ReportTopic(topic), words=words
        )
        report_item(draft=draft, author=member(), at=AT)
    text = page(client)
    assert "2 items to review" in text
    heading = "Only the area is shown until you decide"
    assert text.index(heading) < text.index("oldest first </h2>")
    submitted("Kiln Yard")
    assert "Kiln Yard" not in page(client, "/moderation/?show=messages")
    answer = send(client, "refuse", "Kiln Yard", "Kiln Shed", reason="No.")
    assert answer.status_code == 422
    assert "Decide on reports and claims one by one." in answer.content.decode()
    assert decisions() == {"Kiln Yard": "refused"}


def test_a_group_is_selected_without_a_script(client, judge):
    for name in ("Deals A", "Deals B"):
        submitted(name, summary=DEAL)
    submitted("Honest Yard")
    text = page(client)
    values = re.search(r'name="select" value="(\S+ [^"]+)"> Select all 2', text)[1]
    (other,) = ticks(client, "Honest Yard")
    data = {"select": values, "item": other, "reason": "Kept"}
    answer = client.post("/moderation/decide/", data)
    assert answer.status_code == 200
    assert answer.content.decode().count("checked") == 3
    assert ">Kept</textarea>" in answer.content.decode()
    assert set(decisions().values()) == {"waiting"}


def test_several_are_decided_at_once_with_one_reason(client, judge):
    for name in ("Deals A", "Deals B"):
        submitted(name, summary=DEAL)
    answer = send(client, "refuse", "Deals A", "Deals B", ready="advertising")
    assert answer["Location"] == "/moderation/"
    assert re.search(r"2 decisions saved: Deals [AB], Deals [AB]\.", page(client))
    assert {r.decision for r in Contribution.objects.all()} == {"refused"}
    assert "This is advertising." in Contribution.objects.all()[0].reason


def test_what_changed_in_the_meantime_is_named_and_waits(client, judge):
    rows = [submitted(name) for name in ("Yard A", "Yard B", "Yard C")]
    names = [row.title for row in rows]
    values = ticks(client, *names)
    change(rows[1].venue_id, rows[1].author, summary="Other words.")
    decline(contribution_id=rows[2].pk, by=moderator(), reason="No.", at=AT)
    data = {"verb": "accept", "item": values, "reason": "Typed."}
    answer = client.post("/moderation/decide/", data)
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "<bdi>Yard A</bdi>: Decided" in text
    assert "Yard B</bdi>: <strong>This changed while you were reviewing it." in text
    assert "Yard C</bdi>: <strong>This" in text
    assert ">Typed.</textarea>" in text
    assert re.search(r'value="[^"]+" checked aria-label="Select Yard B"', text)
    assert decisions() == {
        "Yard A": "accepted",
        "Yard B": "waiting",
        "Yard C": "refused",
    }
    assert [v.name for v in PublishedVenue.objects.all()] == ["Yard A"]


def test_a_missing_reason_or_tick_decides_nothing(client, judge):
    submitted("Yard A")
    answer = send(client, "refuse", "Yard A", reason=" ")
    assert answer.status_code == 422
    assert "Give a reason." in answer.content.decode()
    answer = send(client, "accept")
    assert "Select something first." in answer.content.decode()
    assert send(client, "burn", "Yard A").status_code == 404
    bad = {"verb": "accept", "item": ["x", "report-y:", "\0"]}
    assert client.post("/moderation/decide/", bad).status_code == 422
    assert decisions() == {"Yard A": "waiting"}


def test_what_is_ticked_leads_to_taking_back(client, judge):
    rows = [submitted(name, summary=DEAL) for name in ("Deals A", "Deals B")]
    more = {"ready": "advertising", "reason": "Twelve of them."}
    answer = send(client, "take_back", "Deals A", "Deals B", **more)
    preview = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "2 places" in preview
    for row in rows:
        assert f'name="account" value="{row.author_id}"' in preview
    assert '<option value="advertising" selected>' in preview
    assert ">Twelve of them.</textarea>" in preview


def test_reports_without_an_account_have_nothing_to_take_back(client, judge):
    place = venue("Kiln Shed")
    topic = ReportTopic.CLOSED
    draft = ReportDraft(kind="venue", item_id=place, topic=topic)
    row = report_item(draft=draft, author=None, at=AT)
    draft = ReportDraft(kind="venue", item_id=venue("Saw Mill"), topic=topic)
    report_item(draft=draft, author=judge, at=AT)
    text = page(client)
    assert "2 items to review" in text
    assert 'type="checkbox"' not in text
    # From a page of before.
    data = {"verb": "take_back", "item": f"report-{row.pk}:", "reason": "Typed."}
    answer = client.post("/moderation/decide/", data)
    assert answer.status_code == 422
    assert "came without an account" in answer.content.decode()
    assert ">Typed.</textarea>" in answer.content.decode()


def test_more_than_a_hundred_ticks_decide_nothing_and_stay(client, judge, monkeypatch):
    monkeypatch.setattr(queue, "_MAX_TICKED", 2)
    monkeypatch.setattr(queue_items, "MAX_SELECTED", 2)
    names = ("Deals A", "Deals B", "Deals C")
    for name in names:
        submitted(name, summary=DEAL)
    assert "Select the first 2" in page(client)
    answer = send(client, "refuse", *names, reason="No.")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "You selected 3 items." in text
    assert text.count("checked") == 3
    assert ">No.</textarea>" in text
    assert set(decisions().values()) == {"waiting"}
    assert send(client, "refuse", *names[:2], reason="No.").status_code == 302


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ((), "We are emailing the contributors."),
        (("deleted",), "who can still be reached"),
        (("deleted", "refuses"), "We sent no email"),
    ],
)
def test_nobody_is_said_to_be_emailed_who_is_not(client, judge, gone, said):
    rows = [submitted(name) for name in ("Yard A", "Yard B")]
    if "deleted" in gone:
        Contribution.objects.filter(pk=rows[0].pk).update(author=None)
    if "refuses" in gone:
        mark_refused(rows[1].author.email, reason="550", at=AT)
    send(client, "refuse", "Yard A", "Yard B", reason="No.")
    assert said in page(client)


def test_one_submission_says_so_too(client, judge):
    row = submitted("Yard A")
    mark_refused(row.author.email, reason="550", at=AT)
    data = {"verb": "refuse", "reason": "No."}
    answer = client.post(f"/moderation/{row.pk}/decide/", data, follow=True)
    assert "does not take email" in answer.content.decode()


def test_the_statements_of_the_queue_do_not_grow(
    client, judge, django_assert_max_num_queries
):
    def several(number):
        for n in range(number):
            row = submitted(f"Deals {number} {n}", summary=DEAL)
            photo_of(Venue.objects.get(pk=row.venue_id), row.author, accepted=False)
            tutorial(row.author, f"t-{number}-{n}")

    several(2)
    page(client)
    with django_assert_max_num_queries(100) as few:
        page(client)
    several(6)
    with django_assert_max_num_queries(100) as many:
        page(client)
    assert len(many) == len(few)


def test_a_submission_shows_its_pin_beside_the_likely_duplicate(client, judge):
    venue("Kiln Yard", at=Position(lon=-0.0553, lat=51.5457))
    row = submitted("Kiln Yards", address={"locality": "Hackney", "country": "GB"})
    text = page(client, f"/moderation/{row.pk}/")
    pin = text.partition("Where it is")[2]
    assert "Hackney" in pin.partition("</p>")[0]
    assert 'data-name="Submitted pin: Kiln Yards"' in pin
    duplicate = pin.partition("Likely duplicate")[2].partition("</li>")[0]
    assert "80 m from this pin" in duplicate
    assert "/moderation/merge/" in duplicate
