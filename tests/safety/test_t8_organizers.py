"""T8 on the organizers' side: what one writes is text to those who keep and decide."""

import json

import pytest

from geoapp.accounts.models import User
from geoapp.stewardship.models import Contribution, Decision
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.signed_state import FormScope, sign_values
from tests.safety.hostile_world import hostile_venues
from tests.safety.payloads import EVERY, share
from tests.safety.test_t8_stored_xss import opened
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hostile_site")]

PAGES = ("", "what/", "contact/", "preview/", "history/")
LATER = ("open/", "make/", "people/")


@pytest.fixture
def judge(staff) -> User:
    return User.objects.get(email="s@example.org")


def changed(venue: Venue, author: User, text: str) -> None:
    """Say something about a venue, so that its history has it before and after."""
    summary = f"Once more: {text}"
    change_venue(
        venue_id=venue.pk,
        changes={"summary": summary},
        base=values_of(venue.pk),
        author=author,
        at=AT,
    )


@pytest.mark.parametrize(
    "page", [*PAGES, *(pytest.param(p, marks=pytest.mark.long) for p in LATER)]
)
def test_every_page_of_a_venue_shows_every_text_as_text(staff, judge, page):
    hostile = list(zip(hostile_venues("bad"), EVERY, strict=True))
    assert len(hostile) >= 60
    for venue, text in share(hostile, (*PAGES, *LATER).index(page)):
        if page == "history/":
            changed(venue, judge, text)
        opened(staff, f"/manage/{venue.pk}/{page}")


def test_a_conflict_shows_both_words_as_text(staff, judge):
    for venue, text in share(list(zip(hostile_venues("bad"), EVERY, strict=True)), 1):
        mine = json.dumps({"summary": f"Mine: {text}"})
        seen = values_of(venue.pk)
        changed(venue, judge, text)
        form = {
            "name": venue.name,
            "kind": venue.kind,
            "base": sign_values(
                seen,
                scope=FormScope(
                    form="what",
                    venue_id=venue.pk,
                    person_id=int(staff.session["_auth_user_id"]),
                ),
            ),
            "summary": json.loads(mine)["summary"],
        }
        answer = staff.post(f"/manage/{venue.pk}/what/", form)
        # What is no text at all is refused before anybody is asked.
        assert answer.status_code in {409, 422}
        assert b"<script>alert" not in answer.content.replace(b"&lt;", b"")


def test_the_queue_shows_names_changes_and_reasons_as_text(staff, judge):
    author = User.objects.create(email="author@example.org")
    rows = [
        Contribution.objects.create(
            author=author,
            venue=venue,
            made_at=AT,
            changes={"name": text, "contact": {"web": text}},
            base={"name": venue.name},
            decision=Decision.REFUSED,
            decided_at=AT,
            reason=text,
        )
        for venue, text in zip(hostile_venues("bad"), EVERY, strict=True)
    ]
    for row in share(rows, 2):
        opened(staff, f"/moderation/{row.pk}/")
    opened(staff, "/moderation/")
