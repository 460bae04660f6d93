"""The form for a tutorial of one's own loses nothing and says what is wrong."""

import pytest

from geoapp.tutorials.models import Tutorial
from tests.web.factories import signed_in, tutorial
from tests.web.html_page import Page
from tests.web.test_hostile_text import HOSTILE, is_harmless

pytestmark = pytest.mark.django_db
FORM = {
    "url": "https://example.net/bowl?utm_source=x",
    "title": "A bowl",
    "craft": ["pottery", ""],
    "equipment": ["kiln", "pottery_wheel", ""],
    "need-kiln": "required",
    "need-pottery_wheel": "usually",
}


@pytest.fixture(autouse=True)
def person(vocabulary, client):
    return signed_in(client)


def test_a_stranger_signs_in_first_and_comes_back(client):
    client.logout()
    answer = client.get("/tutorials/add/?url=https://example.net/bowl")
    assert answer["Location"].startswith("/accounts/login/?next=/tutorials/add/")


def test_the_form_is_filled_in_from_title_and_address(client):
    answer = client.get("/tutorials/add/", {"url": FORM["url"], "title": "Pottery"})
    page = Page(answer.content.decode())
    values = [a.get("value") for a in page.all("input")]
    assert {"https://example.net/bowl", "Pottery", "pottery", "kiln"} <= set(values)
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_the_values_of_the_form_are_saved(client, person):
    answer = client.post("/tutorials/add/", FORM)
    made = Tutorial.objects.get()
    assert answer["Location"] == made.get_absolute_url() == "/tutorials/a-bowl/"
    assert (made.url, made.added_by, made.review) == (
        "https://example.net/bowl",
        person,
        "pending",
    )
    rows = {(e.equipment_id, e.confirmed) for e in made.equipment.all()}
    assert rows == {("kiln", True), ("pottery_wheel", False)}
    page = client.get(made.get_absolute_url()).content.decode()
    assert "is awaiting review" in page
    (rel,) = {a["rel"] for a in Page(page).all("a") if a.get("href") == made.url}
    assert rel == "nofollow noopener"


def test_an_address_that_is_here_leads_to_it(client):
    known = tutorial()
    answer = client.post("/tutorials/add/", {**FORM, "url": known.url})
    assert answer["Location"] == known.get_absolute_url()


def test_more_can_be_chosen_before_saving(client):
    answer = client.post("/tutorials/add/", {**FORM, "more": "1"})
    assert answer.status_code == 200
    assert not Tutorial.objects.exists()
    assert answer.context["addition"].machines == (
        ("kiln", "required"),
        ("pottery_wheel", "usually"),
    )


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("url", "javascript:alert(1)", "https://"),
        ("url", "", "https://"),
        ("title", " ", "Enter a title"),
        ("title", "b" * 301, "300"),
        ("craft", "nothing", "at least one craft"),
    ],
)
def test_errors_are_shown_and_nothing_is_lost(client, name, wrong, words):
    answer = client.post("/tutorials/add/", {**FORM, name: wrong})
    assert answer.status_code == 422
    page = Page(answer.content.decode())
    assert words in page.text
    assert not Tutorial.objects.exists()
    values = [a.get("value") for a in page.all("input")]
    kept = {"url": FORM["url"], "title": FORM["title"]}
    assert all(value in values for key, value in kept.items() if key != name)


@pytest.mark.parametrize("text", [*HOSTILE, "a\0b"])
def test_hostile_text_stays_text(client, text):
    for name in FORM:
        answer = client.post("/tutorials/add/", {**FORM, name: text, "more": "1"})
        assert is_harmless(answer.content.decode())
    assert client.post("/tutorials/add/", {**FORM, "title": text}).status_code == 302
    assert is_harmless(client.get("/account/").content.decode())
