"""The tables follow the file, and words without a concept are counted."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.crafts.actions import LoadOutcome, count_unmatched, load_vocabulary
from geoapp.crafts.concepts import Vocabulary
from geoapp.crafts.models import (
    Craft,
    Equipment,
    Material,
    UnmatchedTerm,
    VocabularyList,
)
from geoapp.crafts.vocabulary import current

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_loaded(db: None) -> None:
    """Begin with the empty tables of a new site."""
    Craft.objects.update(broader=None)
    for model in (Craft, Equipment, Material):
        model.objects.all().delete()


def test_the_tables_say_what_the_file_says():
    vocabulary = current()

    load_vocabulary(vocabulary=vocabulary)

    assert {(row.id, row.broader_id) for row in Craft.objects.all()} == {
        (term.id, term.broader) for term in vocabulary.crafts.values()
    }
    assert {row.id: row.label for row in Equipment.objects.all()} == {
        term.id: term.labels["en"] for term in vocabulary.equipment.values()
    }
    assert Material.objects.count() == len(vocabulary.materials)


def test_a_second_load_writes_nothing():
    load_vocabulary(vocabulary=current())

    with CaptureQueriesContext(connection) as queries:
        outcome = load_vocabulary(vocabulary=current())

    assert outcome == LoadOutcome()
    assert queries.captured_queries
    assert not any(
        query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        for query in queries.captured_queries
    )


def test_what_vanishes_is_retired_and_comes_back():
    full = current()
    without = Vocabulary(
        crafts={key: term for key, term in full.crafts.items() if key != "mosaic"},
        equipment=full.equipment,
        materials=full.materials,
    )
    load_vocabulary(vocabulary=full)

    assert load_vocabulary(vocabulary=without) == LoadOutcome(retired=1)
    assert Craft.objects.get(id="mosaic").retired
    assert load_vocabulary(vocabulary=without) == LoadOutcome()
    assert load_vocabulary(vocabulary=full) == LoadOutcome(changed=1)
    assert not Craft.objects.get(id="mosaic").retired


def test_a_moved_craft_is_moved():
    full = current()
    moved = replace(full.crafts["mosaic"], broader="glass")
    load_vocabulary(vocabulary=full)

    outcome = load_vocabulary(
        vocabulary=Vocabulary(
            crafts={**full.crafts, "mosaic": moved},
            equipment=full.equipment,
            materials=full.materials,
        )
    )

    assert outcome == LoadOutcome(changed=1)
    assert Craft.objects.get(id="mosaic").broader_id == "glass"


def test_the_command_says_what_it_did(capsys):
    call_command("load_vocabulary")
    call_command("load_vocabulary")

    names, first, again, second = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Names by language: ar [\d,]+, .*, zh [\d,]+\.", names)
    assert again == names
    assert first.startswith("Vocabulary: ")
    assert second == "Vocabulary: 0 added, 0 changed, 0 retired."


def test_words_are_counted_without_regard_to_case_and_blanks():
    assert count_unmatched(words=["Spokeshave", " spokeshave ", "adze"], at=MONDAY) == 2
    assert count_unmatched(words=["SPOKESHAVE"], at=TUESDAY) == 1

    spokeshave = UnmatchedTerm.objects.get(word="spokeshave")
    adze = UnmatchedTerm.objects.get(word="adze")
    assert (spokeshave.count, spokeshave.first_seen, spokeshave.last_seen) == (
        3,
        MONDAY,
        TUESDAY,
    )
    assert (adze.count, adze.last_seen) == (1, MONDAY)


def test_an_earlier_sighting_moves_the_first_and_not_the_last():
    count_unmatched(words=["adze"], at=TUESDAY)
    count_unmatched(words=["adze"], at=MONDAY)

    adze = UnmatchedTerm.objects.get(word="adze")
    assert (adze.first_seen, adze.last_seen) == (MONDAY, TUESDAY)


def test_each_list_counts_for_itself():
    count_unmatched(words=["adze"], at=MONDAY, looked_in=VocabularyList.EQUIPMENT)
    count_unmatched(words=["adze"], at=MONDAY)

    assert UnmatchedTerm.objects.filter(word="adze").count() == 2


def test_sentences_and_spaces_are_not_counted():
    assert count_unmatched(words=["", "  ", "a" * 81], at=MONDAY) == 0
    assert not UnmatchedTerm.objects.exists()
