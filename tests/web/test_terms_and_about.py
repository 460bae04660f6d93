"""Crafts, equipment, what is open today, and the pages about the house."""

import errno
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from geoapp.discovery.term_pages import craft_counts, equipment_counts
from geoapp.venues.records import MachineRecord
from geoapp.web.about import views as about_views
from geoapp.web.terms import vocabulary_tree
from geoapp.web.terms.vocabulary_tree import named
from tests.web.factories import NEAR, tutorial
from tests.world import record, venues

pytestmark = pytest.mark.django_db

PAGES = (
    "/crafts/",
    "/crafts/?q=Töpfern",
    "/crafts/pottery/",
    f"/crafts/pottery/?{NEAR}",
    "/equipment/",
    "/equipment/?q=kiln",
    "/equipment/kiln/",
    f"/equipment/kiln/?{NEAR}",
    "/offline-activities/",
    f"/offline-activities/?{NEAR}",
    "/about/",
    "/help/",
    "/help/make/",
    "/help/places/",
    "/help/data/",
    "/privacy/",
)


@pytest.fixture
def clay(vocabulary):
    venues(
        record(
            "Clay House",
            offers=[("pottery", "use"), ("pottery", "learn")],
            machines=[MachineRecord(equipment="kiln", induction="machine", count=2)],
            hours="24/7",
        ),
        record("Silent Shed", offers=[("pottery", "use")]),
        record("No Kiln", machines=[MachineRecord(equipment="kiln", count=0)]),
    )
    return tutorial("Throw a pot")


def text_of(client, address):
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_with_at_most_six_statements(
    client, clay, django_assert_max_num_queries, address
):
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_when_nothing_is_there(client, vocabulary, address):
    assert client.get(address).status_code == 200


def test_crafts_are_found_in_other_languages(client, clay):
    assert "/crafts/pottery/" in text_of(client, "/crafts/?q=Töpfern")
    assert "No craft matches" in text_of(client, "/crafts/?q=zzzz")


def test_a_craft_shows_modes_places_tutorials_and_what_it_takes(client, clay):
    text = text_of(client, f"/crafts/pottery/?{NEAR}")
    for said in (
        "Clay House",
        "Use the workshop: 2 places",
        "Throw a pot",
        "/equipment/kiln/",
    ):
        assert said in text
    assert "/?craft=pottery" in text


def test_equipment_shows_who_lists_one_and_not_who_has_none(client, clay):
    text = text_of(client, "/equipment/kiln/")
    assert "Clay House" in text
    assert "2 \u00d7 " in text
    assert "Induction needed for this machine" in text
    assert "needed" in text
    assert "No Kiln" not in text


@pytest.mark.parametrize("address", ["/crafts/no-such/", "/equipment/no-such/"])
def test_an_unknown_term_suggests_a_search(client, vocabulary, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "/?q=no%20such" in answer.content.decode()


def test_a_search_from_a_url_preserves_accents(client, vocabulary):
    answer = client.get("/töpfern/")
    assert "Search for “töpfern”" in answer.content.decode()


def test_today_puts_the_known_before_the_unknown(client, clay):
    text = text_of(client, f"/offline-activities/?{NEAR}")
    assert text.index("Clay House") < text.index("Silent Shed")
    assert "Opening hours not known yet" in text


def test_today_is_the_day_at_the_place(client, clay, time_machine):
    time_machine.move_to(datetime(2026, 11, 25, 22, 0, tzinfo=UTC), tick=False)
    assert "Wednesday 25 November" in text_of(client, f"/offline-activities/?{NEAR}")
    auckland = text_of(client, "/offline-activities/?near=174.76,-36.85")
    assert "Thursday 26 November" in auckland


def test_a_truncated_list_of_today_has_a_note(client, clay, monkeypatch):
    whole = text_of(client, f"/offline-activities/?{NEAR}")
    assert "only the nearest" not in whole
    monkeypatch.setattr("geoapp.discovery.hours.open_today.MAX_PLACES", 1)
    monkeypatch.setattr("geoapp.web.activities.views.MAX_PLACES", 1)
    assert "only the nearest 1 places, up to" in text_of(
        client, f"/offline-activities/?{NEAR}"
    )


@pytest.mark.parametrize("of", ["crafts", "equipment"])
def test_a_list_is_cut_only_after_the_other_list_is_taken_out(
    vocabulary, monkeypatch, of
):
    counts = craft_counts() if of == "crafts" else equipment_counts()
    everything = named("s", of=of, counts=counts)
    monkeypatch.setattr(vocabulary_tree, "_MAX_MATCHES", 5)
    assert named("s", of=of, counts=counts) == everything[:5]
    assert len(everything) > 5


def test_robots_txt_names_existing_paths_and_blocks_no_page(client, clay):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Cookie" not in answer.get("Vary", "")
    agent, *rules = answer.content.decode().splitlines()
    assert agent == "User-agent: *"
    assert rules.pop().endswith("/sitemap.xml")
    refused = [rule.removeprefix("Disallow: ") for rule in rules]
    for path in refused:
        answer = client.get(path)
        b"".join(answer)  # a file that nobody reads holds one of two places
        assert answer.status_code in {200, 302}, path
    for page in ("/", "/?q=pottery", clay.get_absolute_url(), "/crafts/pottery/"):
        assert not page.startswith(tuple(refused)), page
    for private in ("/likes/", "/account/likes.json", "/accounts/login/", "/admin/x/"):
        assert private.startswith(tuple(refused)), private


def test_the_page_of_a_failure_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "something went wrong" in render_to_string("500.html")


def test_a_full_disk_is_said(client, monkeypatch):
    def fails(*_words):
        raise OSError(errno.ENOSPC, "No space left on device")

    client.raise_request_exception = False
    monkeypatch.setattr(about_views, "render", fails)
    response = client.get("/about/")
    assert response.status_code == 507
    assert "We have run out of storage space" in response.content.decode()
