"""Lists of tutorials come in once, and what is guessed is marked as a guess."""

import json

import pytest

from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.tutorials.actions import import_listing
from geoapp.tutorials.listings.cleaning import CleaningOptions
from geoapp.tutorials.models import Tutorial
from tests.sources.lists import SHARED
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

INSTRUCTABLES = SHARED / "instructables-2014" / "instructables_listing_2014-03.json"
AWESOME = SHARED / "awesome-3d-printing" / "awesome-3d-printing.md"
needs_lists = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")


@pytest.fixture
def imported(tmp_path):
    def run(*rows, **more):
        path = tmp_path / "list.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        return import_listing(path=path, at=AT, **more)

    return run


def row(title="Turn a bowl on the lathe", url="https://example.org/bowl", **more):
    return {"title": title, "url": url, **more}


def test_what_is_read_out_of_words_is_not_confirmed(imported):
    report = imported(row())
    assert (report.read, report.imported, report.created) == (1, 1, 1)
    assert report.guessed == 1
    tutorial = Tutorial.objects.with_needs().get()
    assert [(c.craft_id, c.confirmed) for c in tutorial.crafts.all()] == [
        ("woodturning", False)
    ]
    needs = tutorial_requirements(tutorial)
    assert (needs.required, needs.guessed) == ((), ("wood_lathe",))


def test_what_the_list_says_by_ids_is(imported):
    imported(row(crafts=["woodturning"], required="wood_lathe", optional=["band_saw"]))
    tutorial = Tutorial.objects.with_needs().get()
    assert all(craft.confirmed for craft in tutorial.crafts.all())
    needs = tutorial_requirements(tutorial)
    assert (needs.required, needs.optional) == (("wood_lathe",), ("band_saw",))
    assert not needs.guessed


def test_an_unknown_id_is_left_out_and_reported(imported):
    report = imported(row(crafts=["woodturning", "alchemy"], language="??"))
    assert report.repaired == 1
    assert report.rows[0]["why"] == [
        "'alchemy' is not in the vocabulary. Left out.",
        "'??' is not a language code. Set to English.",
    ]


def test_a_second_import_changes_nothing(imported):
    imported(row())
    again = imported(
        row(title="Another bowl on a lathe", url="http://www.example.org/bowl/#top")
    )
    assert (again.created, again.unchanged) == (0, 1)
    assert Tutorial.objects.get().title == "Turn a bowl on the lathe"


def test_the_same_address_twice_in_a_list_is_refused(imported):
    report = imported(row(), row(url="https://example.org/bowl?utm_source=x"))
    assert (report.imported, report.refused) == (1, 1)
    assert "same URL" in report.rows[0]["why"][0]


def test_titles_lose_their_html(imported):
    imported(row(title="Bowls &amp; <b>lathes</b>"))
    assert Tutorial.objects.get().title == "Bowls & lathes"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (row(url="javascript:alert(1)"), "must start with https"),
        (row(url="/id/bowl"), "Set its base with --site"),
        (row(url="#wood"), "a part of the list itself"),
        (row(url=7), "The URL is missing."),
        (row(url="https://example.org/" + "a" * 800), "longer than 800"),
        (row(title=" "), "The title is missing."),
        (row(title=None), "The title is missing."),
        (row(title="My holidays", url="https://example.org/x"), "No craft"),
        ("a row", "is not an object"),
    ],
)
def test_an_invalid_row_is_rejected_with_a_reason(imported, wrong, why):
    report = imported(wrong)
    assert (report.read, report.refused) == (1, 1)
    assert why in report.rows[0]["why"][0]
    assert not Tutorial.objects.exists()


def test_relative_addresses_are_read_from_the_site(imported):
    imported(
        row(url="/id/bowl"), cleaning=CleaningOptions(site="https://www.example.org")
    )
    tutorial = Tutorial.objects.get()
    assert tutorial.url == "https://www.example.org/id/bowl"
    assert tutorial.site == "example.org"


def test_a_dry_run_writes_nothing(imported):
    report = imported(row(), dry_run=True)
    assert report.created == 1
    assert not Tutorial.objects.exists()
    assert "Dry run: nothing was written." in report.sentences()[-2]


def test_a_title_without_latin_letters_has_an_address_too(imported):
    imported(row(title="轆轤", crafts=["pottery"]))
    assert Tutorial.objects.get().get_absolute_url() == "/tutorials/tutorial/"


@needs_lists
def test_the_listing_of_2014_adds_up():
    sieve = CleaningOptions(site="https://www.instructables.com")
    report = import_listing(path=INSTRUCTABLES, at=AT, cleaning=sieve, dry_run=True)
    assert report.read == 2682
    assert report.imported + report.repaired + report.refused == report.read
    assert report.created == report.guessed > 1500


@needs_lists
def test_the_list_on_3d_printing_is_read_by_its_references():
    report = import_listing(path=AWESOME, at=AT, dry_run=True)
    assert report.read == 187
    assert report.imported + report.repaired + report.refused == report.read
    assert report.reasons["The URL points to a part of the list itself."] == 16
    related = import_listing(
        path=AWESOME, at=AT, cleaning=CleaningOptions(under=["Related"]), dry_run=True
    )
    assert related.read - related.refused <= 1
