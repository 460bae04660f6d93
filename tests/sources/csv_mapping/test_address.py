"""Addresses out of one cell; prose and people are left out."""

import pytest

from geoapp.sources.csv_mapping.address import address_in
from geoapp.sources.csv_mapping.schema import AddressColumns
from geoapp.sources.towns import towns

COLUMNS = AddressColumns(
    lines="Address",
    postcode="Postcode",
    region="Region",
    area="Area",
    locality_of_region={"london": "London"},
    not_street=("East Sussex",),
)


def address(lines, name="Kiln Yard", **cells):
    return address_in(
        COLUMNS, {"Address": lines, **cells}, name=name, country="GB", towns=towns()
    )


@pytest.mark.parametrize(
    ("lines", "street", "town"),
    [
        (
            "Studio G11\r37 Philip Street\rBristol",
            "Studio G11, 37 Philip Street",
            "Bristol",
        ),
        ("Kiln Yard\r16 Mill Lane, Cambridge", "16 Mill Lane", "Cambridge"),
        ("30 St. Georges Road\r\rGlasgow\rG3 6UJ", "30 St. Georges Road", "Glasgow"),
        ("DUKE STREET, LEEDS", "DUKE STREET", "Leeds"),
        ("Mill Lane (back entrance), Hove, East Sussex", "Mill Lane", "Hove"),
        ("c/o A Person\rUnit 2\rLeeds", "Unit 2", "Leeds"),
    ],
)
def test_street_and_town_are_distinguished(lines, street, town):
    found = address(lines)
    assert (found.street, found.locality) == (street, town)


def test_prose_is_no_address_but_may_name_the_town():
    found = address("We have no address; we meet in Poole Library near the sea.")
    assert (found.street, found.locality) == ("", "Poole")


def test_the_name_may_name_the_town():
    assert address("", name="Make Bournemouth").locality == "Bournemouth"


def test_the_region_may_name_the_town():
    assert address("1 Mill Lane, Wembley", Region="london").locality == "London"


def test_a_district_stands_in_for_the_town_without_its_addition():
    assert address("20 Greenmarket", Area="Dundee City").locality == "Dundee"
    assert address("1 Mill Lane", Area="Wealden").locality == "Wealden"
