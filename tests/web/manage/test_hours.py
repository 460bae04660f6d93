"""Hours through a form: what it asks, what it keeps, and what it says back."""

import pytest

from geoapp.venues.stored_records import values_of
from geoapp.web.manage.form_errors import form_errors_of
from geoapp.web.manage.forms.opening import OpeningForm
from geoapp.web.manage.signed_state import FormScope, sign_values
from tests.drawing import some
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return draft_of(person)


def send(client, place, **form):
    """Send a form with what its page carries along: the values as they are now."""
    values = values_of(place.pk)
    names = OpeningForm.field_names
    seen = {name: values[name] for name in names if values.get(name) is not None}
    scope = FormScope(
        form="open",
        venue_id=place.pk,
        person_id=int(client.session["_auth_user_id"]),
    )
    base = sign_values(seen, scope=scope)
    return client.post(f"/manage/{place.pk}/open/", {"base": base, **form})


def public(**fields):
    """Return fields of the public's week; `d0="10:00-18:00"` is Monday's first span."""
    form = {"public-asked": "1"}
    for name, value in fields.items():
        if "-" in value and name[0] in "dmp":
            begin, until = value.split("-")
            first = name if "_" in name else f"{name}_0"
            form |= {f"public-{first}_from": begin, f"public-{first}_until": until}
        else:
            form[f"public-{name}"] = value
    return form


def hours_of(place):
    return {
        row["audience"]: row["text"] for row in values_of(place.pk).get("hours", [])
    }


STRINGS = [
    ({"d0": "10:00-18:00"}, "Mo 10:00-18:00"),
    ({"d0": "9.30-24:00"}, "Mo 09:30-24:00"),
    ({"d0": "9-0:00"}, "Mo 09:00-24:00"),
    ({"d0": "00:00-00:00"}, "Mo 00:00-24:00"),
    ({"d4": "22:00-02:00"}, "Fr 22:00-02:00"),
    ({"d4": "18:00-08:00", "nights": "on"}, "Fr 18:00-08:00"),
    (
        {"d0_1": "14:00-18:00", "d0_0": "9:00-12:00"},
        "Mo 09:00-12:00,14:00-18:00",
    ),
    (
        {"d1": "10:00-18:00", "m0": "10:00-14:00", "m0_nth": "1", "m0_day": "5"},
        "Tu 10:00-18:00; Sa[1] 10:00-14:00",
    ),
    ({"d1": "10:00-18:00", "holidays": "closed"}, "Tu 10:00-18:00; PH off"),
    (
        {"d1": "10:00-18:00", "ph": "11:00-12:00"},
        "Tu 10:00-18:00; PH 11:00-12:00",
    ),
    (
        {"d1": "10:00-18:00", "first_month": "4", "last_month": "10"},
        "Apr-Oct Tu 10:00-18:00",
    ),
    ({"d1": "10:00-18:00", "d0_by": "on"}, 'Tu 10:00-18:00; Mo "by appointment"'),
    ({"appointment": "only"}, '"by appointment"'),
    ({"appointment": "otherwise"}, '"by appointment"'),
    (
        {"d1": "10:00-18:00", "remark": 'Ring "twice"'},
        'Tu 10:00-18:00 open "Ring ”twice”"',
    ),
    ({"holidays": "as_usual", "appointment": "only"}, '"by appointment"'),
]


def shown_by(week):
    """Return what the fields of a week hold, as a browser sends it."""
    fields = zip(week.fields, week, strict=True)
    shown = {week.add_prefix(name): field.value() for name, field in fields}
    return {
        name: value for name, value in shown.items() if value not in (None, False, "")
    }


@pytest.mark.parametrize(("fields", "text"), STRINGS)
def test_fields_become_a_string_that_is_read_back(fields, text):
    opening = OpeningForm(public(**fields))
    assert opening.is_valid()
    assert opening.audiences[0].text == text
    again = OpeningForm(initial=OpeningForm.initial_of(hours_as_stored(text)))
    week = again.audiences[0].week
    assert week.shown == opening.audiences[0].week.week


def hours_as_stored(text):
    return {"hours": [{"audience": "public", "text": text}]}


@pytest.mark.parametrize(
    ("fields", "text"),
    some(STRINGS, one_in=4),
)
def test_the_page_shows_the_hours_it_saved(client, place, fields, text):
    assert send(client, place, **public(**fields)).status_code == 302
    assert hours_of(place) == {"public": text}
    # The form shows what it has just kept, and sending it as shown changes nothing.
    form = client.get(f"/manage/{place.pk}/open/").context["form"]
    again = shown_by(form.audiences[0].week)
    assert send(client, place, **again).status_code == 302
    assert hours_of(place) == {"public": text}


def test_what_is_wrong_names_the_day(client, place):
    answer = send(client, place, **public(d0="10:00-", d1="x-y"))
    faults = {(error.name, error.message) for error in answer.context["form_errors"]}
    assert ("Monday", "Enter a closing time.") in faults
    assert ("Tuesday", "Enter a time, such as 10:00.") in faults


IMPLAUSIBLE = [
    ({"d0": "10:00-"}, "Enter a closing time."),
    ({"d0": "-18:00"}, "Enter an opening time."),
    ({"d0": "25:00-26:00"}, "Enter a time"),
    ({"d0": "10:75-12:00"}, "Enter a time"),
    ({"d0": "a-b"}, "Enter a time"),
    ({"d0": "10:00-10:00"}, "times are the same"),
    ({"d0": "18:00-10:00"}, "run past midnight"),
    (
        {"d0": "10:00-14:00", "d0_1": "12:00-16:00"},
        "overlap. Did you mean 10:00\N{EN DASH}16:00?",
    ),
    (
        {"d0": "10:00-14:00", "d0_1": "12:00-11:00", "nights": "on"},
        "overlap",
    ),
    (
        {"d0": "01:00-03:00", "d0_1": "22:00-02:00"},
        "overlap with the first hours of the day",
    ),
    ({"d0": "22:00-05:00", "d1": "04:00-06:00"}, "overlap with the next day"),
    ({"d0": "10:00-18:00", "d0_by": "on"}, "Choose either hours"),
    ({"m0": "10:00-12:00"}, "Choose which week of the month and which day."),
    ({"m0_nth": "1", "m0_day": "5"}, "Enter an opening and a closing time."),
    ({"m0_nth": "9", "m0_day": "5"}, "Choose an option"),
    (
        {
            "m0": "10:00-12:00",
            "m0_nth": "1",
            "m0_day": "5",
            "m1": "11:00-13:00",
            "m1_nth": "1",
            "m1_day": "5",
        },
        "Times on the same day overlap",
    ),
    (
        {"d5": "22:00-02:00", "m0": "10:00-12:00", "m0_nth": "1", "m0_day": "5"},
        "cannot overlap with a day of the month",
    ),
    (
        {"d0": "10:00-18:00", "holidays": "other"},
        "Enter the hours for public holidays.",
    ),
    ({"holidays": "closed", "ph": "10:00-11:00"}, "Different hours"),
    ({"d0": "10:00-18:00", "first_month": "4"}, "Choose a first and a last month."),
    (
        {"d0": "10:00-18:00", "first_month": "2", "last_month": "4"}
        | {"first_day": "30", "last_day": "1"},
        "Check that both dates exist",
    ),
    (
        {"first_month": "4", "last_month": "10"},
        "Enter the opening hours for this season.",
    ),
    ({"d0": "10:00-18:00", "appointment": "only"}, "Remove one of them."),
    (
        {"remark": "by appointment"},
        "Use the options for appointments above instead of this note.",
    ),
    ({"remark": "a" * 201}, "Shorten it to 200"),
]


@pytest.mark.parametrize(("fields", "asks"), IMPLAUSIBLE)
def test_implausible_hours_are_questioned(fields, asks):
    opening = OpeningForm(public(**fields))
    assert not opening.is_valid()
    assert any(asks in error.message for error in form_errors_of(opening)) or any(
        asks in str(error) for error in opening.audiences[0].week.non_field_errors()
    )


@pytest.mark.parametrize(
    ("fields", "asks"),
    some(IMPLAUSIBLE, one_in=6),
)
def test_the_page_asks_about_implausible_hours(client, place, fields, asks):
    before = values_of(place.pk)
    answer = send(client, place, price_note="Kept", **public(**fields))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert asks in page
    assert 'value="Kept"' in page
    assert values_of(place.pk) == before


def test_a_pasted_string_becomes_fields_or_stays_as_it_is(client, place):
    send(client, place, hours_public="Mo-Fr 9:00-17:00")
    one = client.get(f"/manage/{place.pk}/open/").context["form"].audiences[0]
    assert one.week["d0_0_from"].value() == "09:00"
    assert not one.paste["pasted"].value()
    send(client, place, **{"public-asked": "1"}, hours_public="Mo-Fr sunrise-sunset")
    assert hours_of(place) == {"public": "Mo-Fr sunrise-sunset"}
    one = client.get(f"/manage/{place.pk}/open/").context["form"].audiences[0]
    assert one.paste["pasted"].value() == "Mo-Fr sunrise-sunset"
    assert one.week["d0_0_from"].value() is None


def test_an_unparsable_pasted_string_is_saved_with_a_note(client, place):
    answer = send(client, place, **public(), hours_public="ask Bob, mostly evenings")
    page = client.get(answer["Location"]).content.decode()
    assert "cannot filter by them" in page
    assert hours_of(place) == {"public": "ask Bob, mostly evenings"}
    page = client.get(f"/manage/{place.pk}/open/").content.decode()
    assert "As written: “ask Bob, mostly evenings”" in page


def test_differing_fields_and_string_are_an_error(client, place):
    both = public(d0="10:00-18:00")
    answer = send(client, place, **both, hours_public="Tu 10:00-18:00")
    assert answer.status_code == 422
    assert "Clear whichever is wrong" in answer.content.decode()
    assert send(client, place, **both, hours_public="Mo 10:00-18:00").status_code == 302


def test_a_pasted_string_wins_over_fields_that_nobody_touched(client, place):
    send(client, place, **public(d0="10:00-18:00"))
    send(client, place, **public(d0="10:00-18:00"), hours_public="Tu 10:00+")
    assert hours_of(place) == {"public": "Tu 10:00+"}


def test_emptied_fields_are_cleared_and_absent_ones_stay(client, place):
    send(client, place, hours_public="Tu 10:00+", hours_members="24/7")
    send(client, place, price_note="x")
    assert hours_of(place) == {"members": "24/7", "public": "Tu 10:00+"}
    send(client, place, **{"public-asked": "1", "members-asked": "1"})
    assert hours_of(place) == {}


ODD = {"audience": "public", "text": "Mo-Fr 8:00 - 17:00;Sa off", "inferred": True}


@pytest.mark.parametrize(
    "row",
    [
        ODD,
        {"audience": "members", "text": "24/7", "checked": "2026-01-02"},
        {"audience": "course", "text": "Tu 10:00+", "inferred": True},
        {"audience": "appointment", "text": 'Mo "nach Vereinbarung"'},
        {"audience": "public", "text": "some evenings"},
    ],
)
def test_what_nobody_touched_is_the_same_to_the_byte(vocabulary, row):
    values = {"hours": [row]}
    first = OpeningForm(initial=OpeningForm.initial_of(values))
    sent = {}
    for one in first.audiences:
        for form in (one.week, one.paste):
            for name in form.fields:
                value = form[name].value()
                if value not in (None, False):
                    sent[form.add_prefix(name)] = value
    form = OpeningForm(sent, initial=OpeningForm.initial_of(values))
    assert form.is_valid(), form.errors
    assert form.said(values)["hours"] == [row]
    assert form.notes() == []


def ask(client, place, audience="public", **form):
    return client.post(f"/manage/{place.pk}/hours/{audience}/", form)


def test_hours_are_previewed_while_editing(client, place):
    answer = ask(client, place, **public(d0="10:00-18:00")).json()
    assert answer["valid"]
    assert answer["text"] == "Monday 10:00\N{EN DASH}18:00"
    assert "open" in answer["now"].lower()
    answer = ask(client, place, hours_public="whenever").json()
    assert "cannot filter" in answer["note"]
    assert ask(client, place, **public(d0="10:00-")).json() == {
        "text": "",
        "now": "",
        "note": "",
        "valid": False,
    }
    assert values_of(place.pk).get("hours") is None


def test_asking_is_for_those_who_may_edit(client, place):
    assert ask(client, place, audience="everybody").status_code == 404
    assert client.get(f"/manage/{place.pk}/hours/public/").status_code == 405
    client.force_login(member())
    assert ask(client, place).status_code == 404
    client.logout()
    assert ask(client, place).status_code == 302
