"""F12 and F13: clicks at once make one venue, and no word of two is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from geoapp.accounts.models import User
from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.stewardship.models import Contribution
from geoapp.venues.history import history_of
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.drawing import ALL
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 50 if ALL else 12
WRITERS = 20 if ALL else 8
FORM = {"name": "Kiln Yard", "kind": "open_studio", "lat": "51.5", "lon": "-0.05"}


@pytest.fixture
def organizer(transactional_db):
    load_vocabulary(vocabulary=current())
    return member("organizer")


def at_once(user: User, address: str, forms: list[dict]) -> list[tuple[int, str]]:
    """Post each form from a thread of its own, all at the same moment."""
    ready = Barrier(len(forms))

    def click(form: dict) -> tuple[int, str]:
        client = Client()
        client.force_login(user)
        ready.wait()
        answer = client.post(address, form)
        connection.close()
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(max_workers=len(forms)) as threads:
        return list(threads.map(click, forms))


def test_identical_submissions_make_one_venue(organizer):
    form = {"draft_id": str(uuid4()), **FORM}
    answers = at_once(organizer, "/manage/add/", [form] * CLICKS)
    assert len(set(answers)) == 1
    place = Venue.objects.get()
    assert answers[0] == (302, f"/manage/{place.pk}/open/")
    assert place.organizers.count() == 1
    assert place.source_records.count() == 1


def test_forms_that_say_the_same_make_one_venue(organizer):
    forms = [{"draft_id": str(uuid4()), **FORM} for _click in range(CLICKS)]
    answers = at_once(organizer, "/manage/add/", forms)
    assert len(set(answers)) == 1
    assert Venue.objects.count() == 1


def test_handing_in_many_times_is_one_contribution(organizer):
    place = draft_of(organizer)
    answers = at_once(organizer, f"/manage/{place.pk}/hand-in/", [{}] * CLICKS)
    assert {status for status, _to in answers} == {302}
    assert Contribution.objects.count() == 1


def test_of_many_writers_one_saves_and_the_others_choose(organizer):
    place = draft_of(organizer)
    client = Client()
    client.force_login(organizer)
    shown = client.get(f"/manage/{place.pk}/what/").context
    fields = {f: v for f, v in shown["form"].initial.items() if isinstance(v, str)}
    forms = [
        {**fields, "base": shown["base"], "summary": f"Word {number}"}
        for number in range(WRITERS)
    ]
    answers = at_once(organizer, f"/manage/{place.pk}/what/", forms)
    statuses = sorted(status for status, _to in answers)
    assert statuses == [302, *[409] * (WRITERS - 1)]
    said = [c for c in history_of(place.pk) if c.field == "summary"]
    assert [c.after for c in said] == [values_of(place.pk)["summary"]]
