"""What a form saw is signed for that form, venue and person, and for a day."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.signed_state import (
    MAX_AGE_S,
    FormScope,
    read_signed_values,
    sign_values,
)
from tests.people import draft_of, member
from tests.world import AT

SCOPE = FormScope(form="what", venue_id=uuid4(), person_id=1)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def hidden_value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_values_come_back_in_their_scope():
    signed = read_signed_values(sign_values({"name": "A"}, scope=SCOPE), scope=SCOPE)
    assert signed is not None
    assert (signed.values, signed.is_expired) == ({"name": "A"}, False)


@pytest.mark.parametrize(
    "other",
    [
        FormScope(form="open", venue_id=SCOPE.venue_id, person_id=1),
        FormScope(form="what", venue_id=uuid4(), person_id=1),
        FormScope(form="what", venue_id=SCOPE.venue_id, person_id=2),
    ],
)
def test_of_another_form_venue_or_person_they_are_nothing(other):
    assert read_signed_values(sign_values({}, scope=other), scope=SCOPE) is None


def test_after_a_day_they_have_expired():
    with time_machine.travel(NOON, tick=False) as traveller:
        text = sign_values({}, scope=SCOPE)
        traveller.shift(MAX_AGE_S)
        assert read_signed_values(text, scope=SCOPE).is_expired is False
        traveller.shift(1)
        assert read_signed_values(text, scope=SCOPE).is_expired is True


@pytest.mark.django_db
def test_an_old_form_loses_nothing_and_overwrites_nobody(client, vocabulary):
    person = member("ada")
    place = draft_of(person)
    address = f"/manage/{place.pk}/what/"
    form = {"name": place.name, "kind": place.kind, "summary": "Typed for long."}
    client.force_login(person)
    with time_machine.travel(NOON, tick=False) as traveller:
        page = client.get(address).content.decode()
        change_venue(
            venue_id=place.pk,
            changes={"summary": "By somebody else."},
            base=values_of(place.pk),
            author=None,
            at=AT,
        )
        traveller.shift(timedelta(days=2))
        client.force_login(person)
        old = client.post(address, {**form, "base": hidden_value(page, "base")})
        assert old.status_code == 422
        text = old.content.decode()
        assert "This page is more than a day old." in text
        assert "Typed for long." in text
        again = client.post(address, {**form, "base": hidden_value(text, "base")})
    assert again.status_code == 409
    assert values_of(place.pk)["summary"] == "By somebody else."
