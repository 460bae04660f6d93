"""Our own format: what is written is read, and nothing else passes."""

import pytest

from geoapp.sources import fixture_writer
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for
from geoapp.sources.readers.fixture import FORMAT
from geoapp.venues.record_json import to_json
from tests.sources.lists import KILN_YARD, SOURCE, write_json


def read(path):
    return reader_for(path).read(path, ReadOptions())


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "a.json"
    fixture_writer.write(path, source=SOURCE, records=[KILN_YARD])
    reading = read(path)
    assert reading.source == SOURCE
    assert [row.record for row in reading.rows] == [KILN_YARD]


def test_the_file_has_a_record_per_line_sorted_by_id(tmp_path):
    path = tmp_path / "a.json"
    fixture_writer.write(path, source=SOURCE, records=[KILN_YARD, KILN_YARD])
    lines = path.read_text().splitlines()
    assert sum('"external_id"' in line for line in lines) == 2


def test_a_file_without_records_is_refused(tmp_path):
    path = write_json(tmp_path / "a.json", {"format": FORMAT, "source": {}})
    with pytest.raises(UnreadableFile, match="no list of records"):
        read(path)


def test_a_file_without_its_source_is_refused(tmp_path):
    path = write_json(tmp_path / "a.json", {"format": FORMAT, "records": []})
    with pytest.raises(UnreadableFile, match="Not a valid source"):
        read(path)


@pytest.mark.parametrize(
    "record",
    [
        5,
        {},
        {"unknown": 1},
        {"external_id": "1", "name": "A", "kind": "makerspace", "position": [1]},
        {"external_id": "1", "name": "A", "kind": "makerspace", "position": {}},
        {"external_id": "1", "name": "A", "kind": "makerspace", "position": [0, 99]},
        {"external_id": "1", "name": "A", "kind": "makerspace", "hours": [5]},
        {"external_id": "1", "name": "A", "kind": "makerspace", "address": {"x": 1}},
        {"external_id": "1", "name": "A", "kind": "x", "confirmed_at": "yesterday"},
    ],
)
def test_a_record_that_is_none_is_a_refused_row(tmp_path, record):
    document = {"format": FORMAT, "source": to_json(SOURCE), "records": [record]}
    [row] = read(write_json(tmp_path / "a.json", document)).rows
    assert row.refused
