"""An account can be taken along whole, and deleted so that no table knows it."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection

from geoapp.accounts.actions import choose_home_point
from geoapp.accounts.keys import make_key
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import (
    delete_account,
    export_personal_data,
    registered_personal_data,
)
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.contribute import (
    contribute_tutorial,
    save_change,
    submit_venue,
)
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.notify_moderators import choose_frequency
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.actions.resolve_report import decline_report
from geoapp.stewardship.models import (
    Contribution,
    Frequency,
    Report,
    ReportTopic,
    TakeBack,
    TakeBackAccount,
    TakeBackStep,
)
from geoapp.stewardship.report_models import Side
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.organizers import appoint_organizer
from geoapp.venues.actions.ownership import remove_organizer
from geoapp.venues.history import history_of
from geoapp.venues.models import (
    Correction,
    Invitation,
    Organizer,
    Venue,
    VenueMerge,
)
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member, moderator, named
from tests.photos import photo_of
from tests.world import AT, HACKNEY

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
EMAIL = "leaving@example.org"
SECOND = "second@example.org"
NUMBER = 7_351_946_208


def changed(user, place, **changes):
    base = values_of(place.pk)
    save_change(user=user, venue_id=place.pk, changes=changes, base=base, at=AT)


def tutorial(user, name):
    draft = TutorialDraft(
        title=name, url=f"https://example.org/{name}", crafts=("pottery",)
    )
    return contribute_tutorial(user=user, draft=draft, at=AT)


def of_the_account(person):
    choose_home_point(user=person, position=HACKNEY)
    make_key(user=person, name="My script", scopes=["likes"], at=AT)


@pytest.fixture
def leaving(vocabulary, client, media):
    """A person who has left a trace in every table that can hold one."""
    # No other number of the world is alike: it is looked for in whole rows.
    person = member("leaving", is_moderator=True, id=NUMBER)
    judge = moderator("judge")
    EmailAddress.objects.create(user=person, email=EMAIL, verified=True, primary=True)
    EmailAddress.objects.create(user=person, email=SECOND, verified=True)
    of_the_account(person)
    client.force_login(person)
    shown = draft_of(person, name="Shown")
    User.objects.filter(pk=person.pk).update(is_moderator=False)
    row = submit_venue(user=User.objects.get(pk=person.pk), venue_id=shown.pk, at=AT)
    accept(contribution_id=row.pk, by=judge, at=AT)
    photo_of(shown, person)
    changed(person, shown, summary="My words.")
    unseen(person)
    confirmed = tutorial(person, "confirmed")
    accept(
        contribution_id=Contribution.objects.get(tutorial=confirmed).pk,
        by=judge,
        at=AT,
    )
    like(user=person, tutorial=confirmed, at=AT)
    managed(person, shown)
    other = draft_of(judge, name="Other")
    invite(venue_id=other.pk, email=EMAIL, invited_by=judge, at=AT)
    third = draft_of(judge, name="Third").pk
    invite(venue_id=third, email=SECOND, invited_by=judge, at=AT)
    decided(person, other)
    reported(person, shown, judge)
    administered(person)
    return User.objects.get(pk=person.pk)


def managed(person: User, shown: Venue) -> None:
    helper = member()
    named(person, "Lea")
    invite(venue_id=shown.pk, email="friend@example.org", invited_by=person, at=AT)
    appoint_organizer(venue_id=shown.pk, user=helper, by=person, at=AT)
    remove_organizer(venue_id=shown.pk, user_id=helper.pk, by=person, at=AT)
    VenueMerge.objects.create(
        surviving=shown,
        merged=draft_of(member(), name="Twin"),
        at=AT,
        by=person,
        before={"corrections": {"name": {"author": person.pk}}, "corrected": {}},
    )


def unseen(person: User) -> None:
    draft_of(person, name="Unseen")
    tutorial(person, "waiting")


def decided(person: User, place: Venue) -> None:
    theirs = submit_venue(user=member(), venue_id=place.pk, at=AT)
    accept(contribution_id=theirs.pk, by=person, at=AT)
    own = TakeBack.objects.create(by=person, at=AT, reason="Spam.")
    account = TakeBackAccount.objects.create(take_back=own, user=person)
    TakeBackStep.objects.create(
        account=account, number=1, kind="venue", item_id=place.pk
    )


def reported(person: User, shown: Venue, judge: User) -> None:
    for by, settled_by in ((person, judge), (judge, person)):
        draft = ReportDraft(
            kind="venue",
            item_id=shown.pk,
            topic=ReportTopic.MISTAKE,
            words=f"By {by}",
        )
        row = report_item(draft=draft, author=by, at=AT)
        decline_report(
            report_id=row.pk,
            by=settled_by,
            reason="So it is.",
            at=AT,
            seen=row.state,
        )
    decided_about(person, shown)


def decided_about(person: User, shown: Venue) -> None:
    row = Report.objects.create(
        venue=shown,
        item_id=shown.pk,
        topic=ReportTopic.ILLEGAL,
        made_at=AT,
        decision="accepted",
        outcome="area_only",
        decided_at=AT,
        email=SECOND,
    )
    row.concerned.add(person)
    appeal(report_id=row.pk, side=Side.AUTHOR, words=f"By {person}", at=AT)
    choose_frequency(user=person, frequency=Frequency.NEVER)


def administered(person: User) -> None:
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": SECRET}
    )
    LogEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(Venue),
        action_flag=2,
        object_repr="x",
    )


def rows_that_know(person_id: int, email: str) -> dict[str, int]:
    """Return how many rows of each table hold the address or the person's number.

    Wherever in the row: in a column of its own, in JSON, or in a text.
    """
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {quoted} AS t "  # noqa: S608 - a table's name
                "WHERE t::text ILIKE ANY (%s)",
                [[f"%{email}%", f"%{SECOND}%", f"%{person_id}%"]],
            )
            count = cursor.fetchone()[0]
            if count:
                found[table] = count
    sessions = [s.get_decoded().get("_auth_user_id") for s in Session.objects.all()]
    if str(person_id) in sessions:
        found["django_session"] = 1
    return found


def test_the_search_finds_what_is_there(leaving):
    found = rows_that_know(leaving.pk, EMAIL)
    assert {
        "accounts_user",
        "account_emailaddress",
        "mfa_authenticator",
        "tutorials_like",
        "tutorials_tutorial",
        "venues_organizer",
        "venues_invitation",
        "venues_correction",
        "venues_correctionevent",
        "stewardship_contribution",
        "stewardship_report",
        "stewardship_report_concerned",
        "stewardship_queuenotice",
        "django_admin_log",
        "django_session",
    } <= set(found)


def test_after_deletion_no_table_knows_the_person(leaving):
    person_id = leaving.pk
    delete_account(user=leaving, at=AT)
    assert rows_that_know(person_id, EMAIL) == {}


def test_what_others_can_see_stays_without_a_name(leaving):
    delete_account(user=leaving, at=AT)
    shown = PublishedVenue.objects.get(name="Shown")
    assert shown.page["summary"] == "My words."
    assert not Venue.objects.filter(name="Unseen").exists()
    assert list(Tutorial.objects.values_list("title", flat=True)) == ["confirmed"]
    change = next(c for c in history_of(shown.pk) if c.field == "summary")
    assert change.author_id is None
    assert Correction.objects.filter(field="summary", author=None).exists()
    assert not Organizer.objects.filter(venue_id=shown.pk).exists()
    assert not Invitation.objects.exists()


def test_a_draft_with_other_managers_remains(vocabulary):
    person, friend = member(), member()
    place = draft_of(person)
    Organizer.objects.create(venue=place, user=friend, since=AT)
    delete_account(user=person, at=AT)
    assert list(place.organizers.values_list("user", flat=True)) == [friend.pk]


def test_the_export_has_a_part_for_all_that_is_registered(leaving):
    data = json.loads(json.dumps(export_personal_data(user=leaving, at=AT)))
    parts = {part for row in registered_personal_data() for part in row.export_parts}
    assert set(data) - {"taken_at"} == parts
    for part in parts:
        assert data[part], part
    assert data["account"]["email"] == EMAIL
    assert SECRET not in json.dumps(data)
    assert {"name": "Shown"}.items() <= data["venues"][0]["says"].items()
    assert "changes" in data["contributions"][0]
    assert all("changes" not in row for row in data["decisions"])
    later = AT + timedelta(days=36_500)
    assert export_personal_data(user=leaving, at=later)["sessions"] == []
