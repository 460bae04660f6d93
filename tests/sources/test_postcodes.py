"""Code-Point Open: metres of the British grid to degrees."""

import gzip

import pytest

from geoapp.sources.postcodes import positions_of
from geoapp.sources.reader_rows import UnreadableFile

# E2 9DY as Code-Point Open has it (Contains OS data, OGL v3.0): 447 Hackney Road.
TABLE = """postcode,positional_quality,eastings,northings
E2 9DY,10,534614,183260
ZZ1 1ZZ,90,0,0
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "codepoint.csv"
    path.write_text(TABLE)
    return path


def test_a_postcode_is_found_however_it_is_written(table):
    found = positions_of(["e2 9dy"], table=table)
    assert found["E29DY"].lon == pytest.approx(-0.060672, abs=0.000001)
    assert found["E29DY"].lat == pytest.approx(51.532207, abs=0.000001)


def test_a_postcode_without_position_does_not_lie_in_the_atlantic(table):
    assert positions_of(["ZZ1 1ZZ"], table=table) == {}


def test_no_postcode_takes_no_lookup(table):
    assert positions_of(["", " "], table=table) == {}


def test_a_gzipped_table_is_read(tmp_path):
    path = tmp_path / "codepoint.csv.gz"
    path.write_bytes(gzip.compress(TABLE.encode()))
    assert "E29DY" in positions_of(["E2 9DY"], table=path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"name\nKiln Yard\n"),
        ("a.csv", b"postcode,positional_quality,eastings,northings\nE2 9DY,10,x,y\n"),
        ("a.csv.gz", b"not gzipped"),
        ("a.csv", b"\xff\xfe\x00"),
    ],
)
def test_any_other_table_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="not a table of postcodes"):
        positions_of(["E2 9DY"], table=path)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(UnreadableFile):
        positions_of(["E2 9DY"], table=tmp_path / "none.csv")
