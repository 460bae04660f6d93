"""CSV by a mapping file: cells with breaks, missing columns, positions."""

import pytest

from geoapp.sources.pipeline import batches
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for
from tests.sources.lists import FIXTURES

MAPPING = """
source: {key: a, name: A, licence: CC0-1.0, attribution: A}
name: Name
id: Id
kind: {default: makerspace, words: {fab_lab: [fab lab]}}
position: {lon: Lon, lat: Lat}
web: Web
country: GB
"""
HEADER = "Id,Name,Lon,Lat,Web\n"


@pytest.fixture
def options(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING)
    return ReadOptions(mapping=path)


def read(tmp_path, options, body, header=HEADER):
    path = tmp_path / "list.csv"
    path.write_bytes((header + body).encode())
    return reader_for(path).read(path, options)


def test_a_line_becomes_a_record(tmp_path, options):
    reading = read(tmp_path, options, "7,Fab Lab  Kiln,-0.1,51.5,example.org\n")
    [row] = reading.rows
    assert reading.total == 1
    assert row.record.external_id == "7"
    assert row.record.name == "Fab Lab Kiln"
    assert row.record.kind == "fab_lab"
    assert row.record.position.lat == 51.5
    assert "kind" in row.record.inferred


def test_line_breaks_in_cells_are_preserved(tmp_path, options):
    reading = read(tmp_path, options, '7,"A\rB\nC",1,2,\r\n8,D,1,2,\r\n')
    assert [row.record.name for row in reading.rows] == ["A B C", "D"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,,,", "The row is empty."),
        ("7,,1,2,", "No name."),
        ("7,A,one,2,", "decimal numbers"),
        ("7,A,nan,2,", "finite"),
        ("7,A,1,95,", "outside the range -90 to 90"),
        ("7,A,-200,51,", "longitude -200 is outside -180 to 180"),
        ("7,A,1,2,,,,", "more cells than the header has columns"),
    ],
)
def test_a_bad_line_is_a_refused_row(tmp_path, options, line, reason):
    first, second = read(tmp_path, options, f"{line}\n8,D,1,2,\n").rows
    assert reason in first.refused
    assert second.record is not None


def test_a_short_line_has_empty_cells(tmp_path, options):
    [row] = read(tmp_path, options, "7,A,1,2\n").rows
    assert row.record.contact == {}


def test_a_missing_column_refuses_the_file(tmp_path, options):
    with pytest.raises(UnreadableFile, match="no column 'Web'"):
        read(tmp_path, options, "7,A,1,2\n", header="Id,Name,Lon,Lat\n")


def test_without_a_mapping_the_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="--mapping"):
        read(tmp_path, ReadOptions(), "7,A,1,2,\n")


def test_another_encoding_refuses_the_file(tmp_path, options):
    path = tmp_path / "list.csv"
    path.write_bytes(HEADER.encode() + b"7,\xff\xfe,1,2,\n")
    with pytest.raises(UnreadableFile, match="not valid utf-8"):
        reader_for(path).read(path, options)


@pytest.mark.parametrize(
    ("encoding", "setting", "expected"),
    [
        ("utf-8", "cp1252", "is UTF-8, not cp1252. Set `encoding: utf-8`"),
        ("utf-8", "mac_roman", "is UTF-8, not mac_roman. Set `encoding: utf-8`"),
        ("cp1252", "utf-8", "set `encoding: cp1252`"),
        ("mac_roman", "utf-8", "set `encoding: mac_roman`"),
        ("utf-16", "utf-8", "set `encoding: utf-16`"),
        ("mac_roman", "cp1252", "set `encoding: mac_roman`"),
        ("mac_roman", "utf-8", "it says “Töpferhäuschen"),
        ("utf-16-le", "utf-8", "set `encoding: utf-16-le`"),
        ("utf-16-be", "utf-8", "set `encoding: utf-16-be`"),
        ("utf-8", "ascii", "is UTF-8, not ascii"),
        ("utf-8", "klingon", "Unknown encoding in the mapping: klingon"),
    ],
)
def test_another_encoding_is_named(tmp_path, encoding, setting, expected):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(f"{MAPPING}encoding: {setting}\n")
    path = tmp_path / "list.csv"
    text = (
        "7,Töpferhäuschen Bücherstraße,1,2,\n8,Café Ångström señor,1,2,\n9,Aéçìít,,,\n"
    )
    path.write_bytes((HEADER + text).encode(encoding))
    with pytest.raises(UnreadableFile, match=expected):
        reader_for(path).read(path, ReadOptions(mapping=mapping))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16"])
def test_the_encoding_that_the_mapping_names_is_used(tmp_path, encoding):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(f"{MAPPING}encoding: {encoding}\n")
    path = tmp_path / "list.csv"
    path.write_bytes((HEADER + "7,Töpferhäuschen,1,2,\n").encode(encoding))
    [row] = reader_for(path).read(path, ReadOptions(mapping=mapping)).rows
    assert row.record.name == "Töpferhäuschen"


@pytest.mark.parametrize(
    ("delimiter", "setting"), [(";", ";"), ("\t", r"\t"), ("|", "|")]
)
def test_another_delimiter_is_named(tmp_path, options, delimiter, setting):
    header, body = (text.replace(",", delimiter) for text in (HEADER, "7,A,1,2,\n"))
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, options, body, header=header)
    assert f'Set `delimiter: "{setting}"` in the mapping.' in str(refusal.value)
    options.mapping.write_text(f'{MAPPING}delimiter: "{setting}"\n')
    [row] = read(tmp_path, options, body, header=header).rows
    assert row.record.name == "A"


def test_another_delimiter_is_named_before_columns_of_other_names(tmp_path, options):
    with pytest.raises(UnreadableFile, match="is divided by semicolons, not by commas"):
        read(tmp_path, options, "A;1\n", header="name;lat\n")


def test_a_first_line_that_is_one_long_cell_to_other_delimiters_is_refused(
    tmp_path, options
):
    header = ",".join(f"column {number}" for number in range(20_000)) + "\n"
    with pytest.raises(UnreadableFile, match="has no column"):
        read(tmp_path, options, "", header=header)


@pytest.mark.parametrize("body", ['7,"A,1,2\n', "7," + "A" * 200_000 + ",1,2,\n"])
def test_a_broken_csv_is_refused(tmp_path, options, body):
    with pytest.raises(UnreadableFile, match="not valid CSV"):
        read(tmp_path, options, body)


def test_the_mapping_to_copy_reads_every_column_of_the_list_to_copy():
    options = ReadOptions(mapping=FIXTURES / "mappings" / "minimal.yaml")
    path = FIXTURES / "mappings" / "minimal.csv"
    rows = [
        r
        for batch in batches(reader_for(path).read(path, options), options)
        for r in batch
    ]
    assert [(row.refused, row.repaired) for row in rows] == [("", ())] * 3
    studio, _bench, werkstatt = (row.record for row in rows)
    assert (studio.external_id, studio.name) == ("1", "Lantern Yard Studio")
    assert (studio.kind, studio.position.lat) == ("makerspace", 53.7997)
    assert studio.address.street == "1 Example Street"
    assert studio.contact == {"web": "https://example.org/lantern"}
    assert studio.hours[0].text == "Tu-Fr 10:00-18:00; Sa 10:00-16:00"
    assert {(o.craft, o.mode) for o in studio.offers} >= {
        ("pottery", "use"),
        ("pottery", "learn"),
        ("glass", "use"),
    }
    address = werkstatt.address
    assert (address.locality, address.postcode, address.country) == (
        "Berlin",
        "10117",
        "DE",
    )
    assert "pottery" in {offer.craft for offer in werkstatt.offers}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path, options):
    [row] = read(tmp_path, options, "7,A,1,2,\n", header="\ufeff" + HEADER).rows
    assert row.record.external_id == "7"
