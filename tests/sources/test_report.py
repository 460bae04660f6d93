"""The report in words: rows by name, numbers as people say them."""

from dataclasses import replace

import pytest

from geoapp.sources.reader_rows import ReadRow
from geoapp.sources.report import VenueImportReport
from geoapp.sources.row_warnings import notes_on
from geoapp.venues.records import HoursRecord
from tests.sources.lists import KILN_YARD


def report_of(*rows, **more):
    report = VenueImportReport(
        file="a.csv", format="csv", source="a", dry_run=False, **more
    )
    for row in rows:
        report.count(row)
    return report


def refused(number):
    return ReadRow(reference=f"row {number}", name="Nowhere", refused="No coordinates.")


def with_hours(text):
    hours = (HoursRecord(audience="public", text=text),)
    return replace(KILN_YARD, hours=hours)


def test_a_row_is_named_with_its_outcome_and_reason():
    said = report_of(refused(3)).sentences()
    assert "a.csv: read 1 row as csv. 0 imported, 0 repaired, 1 rejected." in said[0]
    assert said[1] == "  row 3, “Nowhere”: rejected: No coordinates."


def test_twenty_rows_are_listed_and_the_rest_counted_by_reason():
    said = report_of(*(refused(number) for number in range(1, 23))).sentences()
    assert "  row 20, “Nowhere”: rejected: No coordinates." in said
    assert "  and 2 more. Use --json to list all." in said
    assert "  22 rows rejected: No coordinates." in said


def test_rejected_rows_are_listed_before_repaired_rows():
    mended = ReadRow(reference="row 1", record=KILN_YARD, repaired=("Mended.",))
    said = report_of(mended, refused(2)).sentences()
    assert [line.split(":")[1] for line in said[1:3]] == [" rejected", " repaired"]


def test_a_row_with_a_warning_is_imported_and_reported():
    report = report_of(
        ReadRow(reference="row 1", record=KILN_YARD, notes=("Look here.",))
    )
    assert (report.imported, report.repaired, report.refused) == (1, 0, 0)
    assert report.sentences()[1] == "  row 1, “Kiln Yard”: imported: Look here."


def test_unknown_words_are_reported_most_frequent_first():
    def row(*words):
        return ReadRow(reference="row", record=replace(KILN_YARD, unmatched=words))

    report = report_of(row("Samovar", "samovar "), row("tatting", "SAMOVAR"), row())
    told = (
        "Words that match no craft or equipment (rows): “samovar” (2), “tatting” (1)."
    )
    assert told in report.sentences()
    assert report.as_json()["unknown_words"] == [
        {"word": "samovar", "rows": 2},
        {"word": "tatting", "rows": 1},
    ]


def test_twenty_of_many_unknown_words_are_reported():
    words = tuple(f"word {number:02}" for number in range(23))
    report = report_of(
        ReadRow(reference="row", record=replace(KILN_YARD, unmatched=words))
    )
    (said,) = (line for line in report.sentences() if line.startswith("Words"))
    assert "“word 19” (1), and 3 more. Use --json to list all." in said
    assert len(report.as_json()["unknown_words"]) == 23


def test_a_sentence_is_no_word_and_is_not_repeated():
    row = ReadRow(reference="row", record=replace(KILN_YARD, unmatched=("x" * 81,)))
    assert report_of(row).as_json()["unknown_words"] == []


def test_venues_known_from_other_lists_are_joined_not_new():
    said = report_of(created=2, matched=2).sentences()
    assert said[-1] == (
        "Venues: 0 new, 2 matched to venues from other sources, 0 changed, 0 unchanged."
    )


@pytest.mark.parametrize("text", ["sometimes", "Mo-Fr 9 bis 17 Uhr"])
def test_hours_that_cannot_be_evaluated_are_noted(text):
    [note] = notes_on(with_hours(text))
    assert f"{text!r} could not be parsed" in note


@pytest.mark.parametrize("text", ["Mo-Fr 09:00-17:00", '"by appointment"', "24/7"])
def test_hours_that_can_be_evaluated_need_no_note(text):
    assert notes_on(with_hours(text)) == ()
