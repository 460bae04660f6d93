"""Crafts and machines: rows, pasted lists, retired terms, and words of one's own."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from geoapp.crafts import vocabulary as vocabulary_module
from geoapp.crafts.models import UnmatchedTerm
from geoapp.crafts.vocabulary import current
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.forms.activities import ActivitiesForm
from geoapp.web.manage.forms.pasted_machines import read_machines
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def organizer(vocabulary, client):
    person = member("organizer")
    client.force_login(person)
    return person


@pytest.fixture
def place(organizer):
    return draft_of(organizer)


def rows(prefix, *given):
    form = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        form |= {f"{prefix}-{number}-{name}": said for name, said in row.items()}
    return form


def send(client, place, *machines, offers=(), **form):
    address = f"/manage/{place.pk}/make/"
    base = client.get(address).context["base"]
    sent = {"base": base, **rows("offer", *offers), **rows("machine", *machines)}
    return client.post(address, {**sent, **form})


def counted():
    return dict(UnmatchedTerm.objects.values_list("word", "count"))


def test_words_are_counted_once_and_shown_again(client, place):
    send(client, place, words="Flux condenser\nSpokeshave")
    assert counted() == {"flux condenser": 1, "spokeshave": 1}
    assert values_of(place.pk)["unmatched"] == ["Flux condenser", "Spokeshave"]
    form = client.get(f"/manage/{place.pk}/make/").context["form"]
    assert form["words"].value() == "Flux condenser\nSpokeshave"
    # Sent as it stands, with another machine, in other letters, and with a new word.
    send(client, place, words="Flux condenser\nSpokeshave")
    send(client, place, {"equipment": "kiln"}, words="flux  condenser\nSpokeshave")
    assert counted() == {"flux condenser": 1, "spokeshave": 1}
    send(client, place, words="Flux condenser\nSpokeshave\nAdze")
    assert counted() == {"flux condenser": 1, "spokeshave": 1, "adze": 1}


def test_the_same_form_sent_twice_counts_once(client, place):
    form = {"base": "{}", **rows("offer"), **rows("machine"), "words": "Adze"}
    client.post(f"/manage/{place.pk}/make/", form)
    client.post(f"/manage/{place.pk}/make/", form)
    assert counted() == {"adze": 1}


def test_words_of_one_venue_count_for_another(client, organizer, place):
    send(client, place, words="Adze")
    send(client, draft_of(organizer, "Second"), words="Adze")
    assert counted() == {"adze": 2}


def test_unsaved_words_are_not_counted(client, place):
    wrong = {"equipment": "kiln", "count": "many"}
    assert send(client, place, wrong, words="Adze").status_code == 422
    assert send(client, place, words="A" * 81).status_code == 422
    assert counted() == {}


def test_pasted_rows_are_shown_before_saving(client, place):
    pasted = "kiln;2;Nabertherm;80 l;5 EUR\nwood lathe\nFlux condenser;1"
    answer = send(client, place, pasted=pasted, look="1")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "2 machines recognised. Nothing is saved yet." in page
    assert "<bdi>Nabertherm</bdi>" in page
    assert "<bdi>Flux condenser</bdi>" in page
    assert "machines" not in values_of(place.pk)
    send(client, place, pasted=pasted)
    kept = values_of(place.pk)
    assert [m["equipment"] for m in kept["machines"]] == ["kiln", "wood_lathe"]
    assert kept["unmatched"] == ["Flux condenser"]


@pytest.mark.parametrize(
    "text", ["", "\0", '"unclosed', ";;;\n\t", "kiln;-1;;;;;;", "=cmd()|x\n" * 300]
)
def test_no_list_is_too_strange(vocabulary, text):
    known, unknown = read_machines(text)
    assert all(row["equipment"] in current().equipment for row in known)
    assert len(unknown) <= 200


@pytest.fixture
def retired(monkeypatch, vocabulary):
    """The kiln, pottery and clay have been retired since."""
    known = current()
    changed = replace(
        known,
        crafts={
            **known.crafts,
            "pottery": replace(known.crafts["pottery"], retired=True),
        },
        equipment={
            **known.equipment,
            "kiln": replace(known.equipment["kiln"], retired=True),
        },
        materials={
            **known.materials,
            "clay": replace(known.materials["clay"], retired=True),
        },
    )
    monkeypatch.setattr(vocabulary_module, "read", lambda _path: changed, raising=True)
    current.cache_clear()
    yield changed
    monkeypatch.undo()
    current.cache_clear()


def test_retired_terms_of_a_venue_stay_valid(retired):
    values = {
        "offers": [{"craft": "pottery", "mode": "use"}],
        "machines": [{"equipment": "kiln", "materials": ["clay"]}],
        "materials": ["clay"],
    }
    initial = ActivitiesForm.initial_of(values)
    form = ActivitiesForm(initial=initial)
    assert "no longer listed" in str(form.machines[0]["equipment"])
    assert "no longer listed" not in str(form.machines[1]["equipment"])
    sent = {
        **rows("offer", {"craft": "pottery", "modes": ["use"]}),
        **rows("machine", {"equipment": "kiln", "materials": ["clay"]}),
        "materials": ["clay"],
        "offer-INITIAL_FORMS": "1",
        "machine-INITIAL_FORMS": "1",
    }
    form = ActivitiesForm(_query(sent), initial=initial)
    assert form.is_valid(), (form.errors, form.machines.errors)
    assert form.said(values) == {**values, "unmatched": None}
    new = ActivitiesForm(_query(sent), initial={})
    assert not new.is_valid()


def _query(sent):
    query = QueryDict(mutable=True)
    for name, said in sent.items():
        query.setlist(name, said if isinstance(said, list) else [said])
    return query


@pytest.mark.long
def test_two_hundred_machines_are_one_form(client, place):
    given = [
        {
            "equipment": "kiln",
            "make_model": f"No {n}",
            "count": "1",
            "materials": ["clay"],
            "note": "a",
            "fee": "b",
        }
        for n in range(200)
    ]
    assert send(client, place, *given).status_code == 302
    assert len(values_of(place.pk)["machines"]) == 200
    page = client.get(f"/manage/{place.pk}/make/")
    # A row of many names its own machine only: the page stays one that a phone holds.
    assert len(page.content) < 2_500_000
    assert len(page.context["form"].machines.forms) == 200
