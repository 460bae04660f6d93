"""T20: no text of a stranger is run by a spreadsheet or becomes a line of a file.

Thirty payloads and more, in every text field, in every file, each read back by a
reader that is not ours to the same text.
"""

import json
from collections.abc import Iterator

import pytest

from geoapp.publishing import receivers
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.models import Venue
from geoapp.venues.records import Address
from tests import databases
from tests.api.exports.files import body, calendar, features, layer, plain, rows
from tests.safety.payloads import TEXTS
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db

FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example","x")',
    "+cmd|'/C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",  # noqa: RUF001 - the full-width sign is the test
    "'=1+1",
    "''=1",
    " =1+1",
    '"=1+1"',
    "=1+1\n=2+2",
)
LINES = (
    "a\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "a\nATTACH:https://evil.example",
    "a\rBEGIN:VALARM",
    "a\\nEND:VCALENDAR",
    "a;b,c\\d",
    "a\u2028b\u0085c\x0cd\x0be",
    "\x1e{}\n",
    "ü" * 120,
    "a" * 74 + "😀" * 20,
    'a"b""c',
)
PAYLOADS = (*FORMULAS, *LINES, *TEXTS)
RUN = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width ones are run too


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """A place for each payload, with it in every free text."""
    with django_db_blocker.unblock(), databases.world("files", _create):
        yield {str(pk): name for pk, name in Venue.objects.values_list("pk", "name")}


def _create() -> None:
    records = [
        record(
            _name(number, text),
            summary=text,
            organisation=text[:200],
            address=Address(street=text, locality=text[:100], country="GB"),
            directions_hint=text,
            hours="Mo-Su 10:00-18:00",
        )
        for number, text in enumerate(PAYLOADS)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receivers, "now", lambda: AT)
        venues(*records)


def _name(number: int, text: str) -> str:
    return text if text.strip() else f"{text} {number}"


def test_the_fixture_is_stored_as_it_was_written(world):
    assert len(world) == len(PAYLOADS) > 70
    names = {_name(number, text) for number, text in enumerate(PAYLOADS)}
    assert set(world.values()) == names


def test_csv(world, client):
    told = rows(body(client.get("/api/exports/venues.csv")))
    assert len(told) == len(world)
    names = {}
    for row in told:
        for name, cell in row.items():
            if name not in {"longitude", "latitude", "uncertainty_m"}:
                assert cell[:1] not in RUN, (name, cell)
                assert cell.lstrip(" ")[:1] not in RUN, (name, cell)
        names[row["id"]] = read_back(row["name"])
        assert (
            read_back(row["summary"])
            == PublishedVenue.objects.get(pk=row["id"]).page["summary"]
        )
    assert names == world


def read_back(cell: str) -> str:
    """Take the one ' off that kept a cell from being run."""
    if cell.startswith("'") and cell.lstrip("' ")[:1] in RUN:
        return cell[1:]
    return cell


def test_calendar(world, client):
    events = calendar(body(client.get("/api/exports/venues.ics")))
    assert {e["UID"].split("-public-")[0] for e in events} == set(world)
    names = {
        "UID",
        *("DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "GEO", "URL"),
        *("DESCRIPTION", "LAST-MODIFIED", "STATUS", "TRANSP"),
    }
    for event in events:
        assert set(event) <= names
        name = world[event["UID"].split("-public-")[0]]
        assert plain(event["SUMMARY"]) == as_a_calendar_holds_it(name)


def as_a_calendar_holds_it(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if (c >= " " and c != "\x7f") or c in "\n\t")


def test_text_sequence_and_layers(world, client, tmp_path):
    told = features(body(client.get("/api/exports/venues.geojsonl")))
    assert {f["id"]: f["properties"]["name"] for f in told} == world
    for ending in ("gpkg", "fgb"):
        data = body(client.get(f"/api/exports/venues.{ending}"))
        _points, columns = layer(tmp_path / f"x.{ending}", data)
        assert dict(zip(columns["id"], columns["name"], strict=True)) == world


def test_spaceapi(world, client):
    for pk, slug in PublishedVenue.objects.values_list("pk", "slug"):
        answer = client.get(f"/venues/{slug}/spaceapi.json")
        assert answer.headers["Content-Type"] == "application/json"
        assert json.loads(answer.content)["space"] == world[str(pk)]
