"""The right reader for a file, or a sentence."""

import pytest

from geoapp.sources.reader_rows import UnreadableFile
from geoapp.sources.readers import READERS, reader_for
from tests.sources.lists import FIXTURES, collection, write_json


def test_each_reader_has_its_own_name():
    names = [reader.name for reader in READERS]
    assert names == ["export", "records", "overpass", "spaceapi", "osm", "csv"]


def test_our_fixtures_are_known_as_records():
    for path in (FIXTURES / "venues").glob("*.json"):
        assert reader_for(path).name == "records"


def test_geojson_is_known_without_its_name(tmp_path):
    path = write_json(tmp_path / "export.json", collection())
    assert reader_for(path).name == "overpass"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("photo.jpg", b"\xff\xd8\xff\xe0"),
        ("layer.vrt", b"<OGRVRTDataSource/>"),
        ("posing.csv", b"PK\x03\x04\x00\x00"),
    ],
)
def test_a_file_of_no_format_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile):
        reader_for(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="does not exist"):
        reader_for(tmp_path / "none.csv")


def test_a_file_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "large.csv"
    path.write_text("name\n")
    with path.open("r+b") as file:
        file.truncate(256_000_001)  # sparse: takes no room
    with pytest.raises(UnreadableFile, match="limit of 256 MB"):
        reader_for(path, name="csv")
