"""SpaceAPI files: one document, a list, a dump; imported twice, changed once."""

import json
import os
from datetime import UTC, datetime

import pytest

from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for
from geoapp.venues.models import LiveState, Venue
from tests.sources.lists import SHARED, write_json
from tests.sources.spaceapi.test_record import document
from tests.world import AT

DUMP = SHARED / "spaceapi-dump-2024" / "spaceapi_dump_2024-05.json"
needs_dump = pytest.mark.skipif(not DUMP.is_file(), reason="../shared/data is absent")


def reading_of(path, **options):
    return reader_for(path).read(path, ReadOptions(**options))


@pytest.mark.parametrize(
    "written", [document(), [document()], {"spaces": [document()]}], ids=str
)
def test_it_is_known_by_itself(tmp_path, written):
    path = write_json(tmp_path / "space.json", written)
    assert reader_for(path).name == "spaceapi"
    assert [row.record.name for row in reading_of(path).rows] == ["c-base"]


@pytest.mark.parametrize("written", [{"spaces": 7}, {"a": 1}, 5])
def test_other_json_is_refused(tmp_path, written):
    path = write_json(tmp_path / "space.json", written)
    with pytest.raises(UnreadableFile):
        reader_for(path, name="spaceapi").read(path, ReadOptions())


def test_json_without_end_is_refused(tmp_path):
    path = tmp_path / "space.json"
    path.write_text('{"space": "a", "api": ' + "[" * 100_000)
    with pytest.raises(UnreadableFile):
        reading_of(path)


def test_a_state_is_as_old_as_the_dump_says_and_else_as_the_file(tmp_path):
    at = datetime(2026, 11, 1, tzinfo=UTC)
    dump = {"updatedAt": at.timestamp() * 1000, "spaces": [document()]}
    [row] = reading_of(write_json(tmp_path / "dump.json", dump)).rows
    assert row.record.live.said_at == at
    path = write_json(tmp_path / "one.json", document())
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    reading = reading_of(path)
    assert reading.source.edition == AT.date()
    assert next(reading.rows).record.live.said_at == AT


@pytest.mark.usefixtures("vocabulary")
def test_a_second_import_changes_nothing_but_a_newer_state(tmp_path):
    path = write_json(tmp_path / "one.json", document())
    os.utime(path, (AT.timestamp() - 600, AT.timestamp() - 600))
    assert import_file(path=path, at=AT).created == 1
    again = import_file(path=path, at=AT)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 1)
    state = {**document()["state"], "open": False}
    write_json(path, document(state=state))
    os.utime(path, (AT.timestamp(), AT.timestamp()))
    newer = import_file(path=path, at=AT)
    assert (newer.unchanged, newer.live, again.live) == (1, 1, 0)
    assert newer.sentences()[-1].endswith("1 unchanged; 1 live status stored.")
    assert LiveState.objects.get().open is False


def test_a_record_file_holds_no_live_state(tmp_path):
    path = write_json(tmp_path / "one.json", document())
    convert_file(path=path, out=tmp_path / "out.json")
    [record] = json.loads((tmp_path / "out.json").read_text())["records"]
    assert "live" not in record


@needs_dump
def test_of_the_dump_of_2024_only_what_is_no_object_is_refused():
    report = import_file(path=DUMP, at=AT, dry_run=True)
    assert (report.read, report.imported + report.repaired) == (174, 169)
    assert report.reasons == {"Not a SpaceAPI document.": 5}
    said = " ".join(why for row in report.rows for why in row["why"])
    assert said.count("were swapped") == 2


@needs_dump
@pytest.mark.long
@pytest.mark.usefixtures("vocabulary")
def test_the_dump_is_imported_once():
    first = import_file(path=DUMP, at=AT)
    assert first.created == Venue.objects.count() == 169
    again = import_file(path=DUMP, at=AT)
    assert (again.unchanged, again.created, again.changed) == (169, 0, 0)
    placed = Venue.objects.exclude(locality="").exclude(country="")
    assert placed.count() >= 155
