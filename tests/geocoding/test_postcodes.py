"""British postcodes: read as they are written, and loaded from Code-Point Open."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from geoapp.geo.values import Position
from geoapp.geocoding.models import Postcode
from geoapp.geocoding.postcodes import is_postcode, load_sectors, postcode_in

pytestmark = pytest.mark.django_db
HACKNEY = Position(lon=-0.057, lat=51.539)
# Rows of Code-Point Open, one of them without a position; and one without a blank.
ROWS = """postcode,positional_quality,eastings,northings
E8 3RH,10,534873,184072
E8 4AA,10,533526,184268
OX12HF,10,450973,206316
AB43 1AG,90,0,0
"""


@pytest.fixture
def sectors():
    load_sectors()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("E8 3RH", "E8 3"),
        ("e83rh", "E8 3"),
        ("E8 3", "E8 3"),
        ("E8", "E8"),
        ("OX12HF", "OX1 2"),
        ("Baker Street, NW1 6XE London", "NW1 6"),
        ("EC1A 1BB", "EC1A 1"),
    ],
)
def test_a_postcode_is_found_as_exactly_as_it_is_known(text, code, sectors):
    postcode = postcode_in(text)
    assert postcode is not None
    assert postcode.code == code


@pytest.mark.parametrize("text", ["", "10117", "Q9", "E8X3", "A3 poster", "ZZ1 1ZZ"])
def test_what_is_no_postcode_is_none(text, sectors):
    assert postcode_in(text) is None


def test_a_sector_has_a_middle_and_a_spread(sectors):
    postcode = postcode_in("E8 3RH")
    assert postcode is not None
    assert postcode.position.metres_to(HACKNEY) < 1_000
    assert 100 < postcode.spread_m < 2_000
    assert Postcode.objects.count() > 13_000


def test_a_whole_postcode_is_told_from_a_part():
    assert is_postcode("e8 3rh")
    assert not is_postcode("E8")
    assert not is_postcode("10117")


@pytest.mark.parametrize("name", ["codepoint.csv", "codepoint.csv.gz"])
def test_all_postcodes_replace_the_sectors(tmp_path, capsys, sectors, name):
    path = tmp_path / name
    data = ROWS.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    call_command("load_postcodes", str(path))
    assert "Loaded 3 postcodes." in capsys.readouterr().out
    codes = set(Postcode.objects.values_list("code", flat=True))
    sectors_of_rows = {"E8", "E8 3", "E8 4", "OX1", "OX1 2"}
    assert codes == sectors_of_rows | {"E8 3RH", "E8 4AA", "OX1 2HF"}
    whole = postcode_in("E83RH")
    assert whole is not None
    assert (whole.code, whole.spread_m) == ("E8 3RH", 0)
    assert whole.position.metres_to(Position(lon=-0.0566, lat=51.5394)) < 100


def test_another_file_changes_nothing(tmp_path, sectors):
    path = tmp_path / "other.csv"
    path.write_text("name,lat\nx,1\n")
    with pytest.raises(CommandError, match="needs the columns eastings, northings"):
        call_command("load_postcodes", str(path))
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_postcodes", str(tmp_path / "none.csv"))
    assert Postcode.objects.count() > 13_000
