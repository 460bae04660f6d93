"""Hours that a person read out of a note hold for that note only."""

from opening_hours import OpeningHours

from geoapp.sources.csv_mapping import read_mapping
from geoapp.sources.csv_mapping.hours import fingerprint, hours_in, written_hours
from geoapp.sources.csv_mapping.schema import ReadHours
from tests.sources.lists import FIXTURES

NOTE = "Open night Thursday 6-9pm"
READ = ReadHours(column="Notes", read={fingerprint(NOTE): {"public": "Th 18:00-21:00"}})


def test_the_reading_of_a_note_is_marked_as_inferred():
    [hours] = hours_in(READ, {"Notes": f" {NOTE}\r"})
    assert (hours.audience, hours.text) == ("public", "Th 18:00-21:00")
    assert hours.inferred


def test_a_note_that_changed_was_not_read():
    assert hours_in(READ, {"Notes": NOTE.replace("9", "8")}) == ()


def test_no_note_has_no_hours():
    assert hours_in(READ, {}) == ()


def test_every_reading_is_valid_opening_hours():
    mapping = read_mapping(FIXTURES / "mappings" / "nesta-uk-makerspaces.yaml")
    texts = [text for hours in mapping.hours.read.values() for text in hours.values()]
    assert texts
    for text in texts:
        assert str(OpeningHours(text))


def test_hours_from_a_column_are_unmodified():
    [hours] = written_hours("Hours", {"Hours": " Mo 9-12 "})
    assert (hours.audience, hours.text, hours.inferred) == ("public", "Mo 9-12", False)


def test_an_empty_cell_has_no_hours():
    assert written_hours("Hours", {"Hours": " "}) == ()
