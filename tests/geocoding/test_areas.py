"""Countries and regions by their names, by-names and letters."""

import pytest

from geoapp.geocoding.areas import areas_beginning, areas_named, region_name
from geoapp.geocoding.country_names import is_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Great Britain", "GB"),
        ("England", "GB.ENG"),
        ("USA", "US"),
        ("Holland", "NL"),
        ("Suisse", "CH"),
        ("Schweiz", "CH"),
        ("Deutschland", "DE"),
        ("ドイツ", "DE"),
        ("UAE", "AE"),
        ("Bayern", "DE.02"),
        ("TX", "US.TX"),
        ("Calif.", "US.CA"),
        ("Ont", "CA.08"),
        ("New South Wales", "AU.02"),
        ("Kent", "GB.ENG"),
    ],
)
def test_an_area_is_known_by_any_of_its_names(text, code):
    area = areas_named(text)
    assert area is not None
    assert code in area.codes


def test_a_county_stands_for_its_region_but_is_not_the_region():
    area = areas_named("Kent")
    assert area is not None
    assert (area.codes, area.whole) == ({"GB.ENG"}, frozenset())


def test_letters_of_a_state_come_before_those_of_a_country():
    area = areas_named("CA")
    assert area is not None
    assert area.first == {"US.CA"}
    assert {"US.CA", "CA"} <= area.codes


@pytest.mark.parametrize("text", ["", "Leeds and", "xq"])
def test_other_texts_are_no_area(text):
    assert areas_named(text) is None


def test_a_name_may_go_on():
    area = areas_beginning("massachu")
    assert area is not None
    assert area.codes == {"US.MA"}
    assert areas_beginning("zzzz") is None


def test_regions_have_english_names():
    assert region_name("DE.02") == "Bavaria"
    assert region_name("GB.ENG") == "England"
    assert region_name("ZZ.01") == ""


def test_nations_count_as_countries():
    assert is_country("Scotland")
    assert is_country("Deutschland")
    assert not is_country("Bavaria")
