"""Rows without a position get one by postcode, else by town, and say how exactly."""

from dataclasses import replace

from geoapp.geo.values import Position
from geoapp.sources.geocode_records import placed
from geoapp.sources.reader_rows import ReadOptions, ReadRow
from geoapp.venues.records import Address
from tests.sources.lists import KILN_YARD

TABLE = "postcode,positional_quality,eastings,northings\nE2 9DY,10,534555,183408\n"


def row(towns=(), **address):
    record = replace(KILN_YARD, position=None, address=Address(country="GB", **address))
    return ReadRow(reference="1", record=record, towns=towns)


def test_a_given_position_is_not_changed():
    given = ReadRow(reference="1", record=KILN_YARD)
    assert placed([given], ReadOptions()) == [given]


def test_the_postcode_comes_first(tmp_path):
    table = tmp_path / "codepoint.csv"
    table.write_text(TABLE)
    [found] = placed(
        [row(postcode="E2 9DY", locality="Leeds")], ReadOptions(postcodes=table)
    )
    assert found.record.precision == "postcode"
    assert found.record.uncertainty_m == 100
    assert found.record.position.lon < 0


def test_an_unknown_postcode_leaves_the_town(tmp_path):
    table = tmp_path / "codepoint.csv"
    table.write_text(TABLE)
    [found] = placed(
        [row(postcode="ZZ9 9ZZ", locality="Leeds")], ReadOptions(postcodes=table)
    )
    assert found.record.precision == "city"
    assert abs(found.record.position.lat - 53.8) < 0.1
    assert found.record.uncertainty_m >= 1000


def test_the_first_town_that_is_known_counts():
    [found] = placed([row(towns=("Nowhere", "Poole", "Leeds"))], ReadOptions())
    assert abs(found.record.position.lat - 50.7) < 0.1


def test_a_larger_town_is_less_certain():
    small, large = placed(
        [row(locality="Galashiels"), row(locality="London")], ReadOptions()
    )
    assert small.record.uncertainty_m < large.record.uncertainty_m


def test_what_no_placer_knows_stays_without_position():
    [found] = placed([row(locality="Nowhere at all")], ReadOptions())
    assert found.record.position is None


def test_refused_rows_and_the_order_stay():
    refused = ReadRow(reference="x", refused="No name.")
    rows = placed([refused, row(locality="Leeds"), refused], ReadOptions())
    assert [r.reference for r in rows] == ["x", "1", "x"]
    assert isinstance(rows[1].record.position, Position)
