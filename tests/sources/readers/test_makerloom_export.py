"""What one Makerloom exports, another takes in: the same venues, n of n."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from geoapp.publishing.models import PublishedVenue
from geoapp.sources.actions import import_file
from geoapp.sources.reader_rows import UnreadableFile
from geoapp.sources.readers import reader_for
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import Correction, Source, SourceRecord, Venue
from geoapp.venues.records import Address, HoursRecord, MachineRecord
from geoapp.venues.signals import send_venues_changed
from tests.api.exports.files import features
from tests.drawing import ALL
from tests.sources.lists import FIXTURES
from tests.world import AT, SOURCE, record, venue, venues

pytestmark = pytest.mark.django_db

OSM = replace(
    SOURCE,
    key="osm-test",
    name="OpenStreetMap",
    licence="ODbL-1.0",
    attribution="© OpenStreetMap contributors",
    url="https://www.openstreetmap.org",
    edition=date(2026, 1, 1),
)
# What cannot be equal: ids and slugs are given anew and times are of this map; a
# photo's file is not in an export; a list is known by another key, since it came
# through somebody; and name and kind stand in each record of a venue.
OF_THIS_MAP = ("slug", "url", "published_at", "changed_at", "said_by")


def exported(client: Client) -> list[dict[str, Any]]:
    answer = client.get("/api/exports/venues.geojsonl")
    return features(b"".join(answer.streaming_content))


def compared(feature: dict[str, Any]) -> dict[str, Any]:
    """Return everything that has to be equal."""
    said = json.loads(json.dumps(feature))
    said.pop("id")
    for name in OF_THIS_MAP:
        del said["properties"][name]
    del said["properties"]["details"]["photos"]
    for source in said["properties"]["details"]["sources"]:
        source["id"] = source["id"].removeprefix("via-")
    return said


def emptied() -> None:
    for model in (Correction, SourceRecord):
        model.objects.all().delete()
    ids = list(Venue.objects.values_list("pk", flat=True))
    Venue.objects.all().delete()
    Source.objects.all().delete()
    send_venues_changed(ids)
    assert PublishedVenue.objects.count() == 0


def there_and_back(client: Client, path: Path) -> tuple[list, list]:
    """Return the venues before and after, in one order."""
    answer = client.get("/api/exports/venues.geojsonl")
    path.write_bytes(b"".join(answer.streaming_content))
    before = {f["id"]: compared(f) for f in features(path.read_bytes())}
    emptied()
    report = import_file(path=path, at=AT)
    assert report.refused == 0, report.reasons
    origin = dict(
        SourceRecord.objects.filter(external_id__in=before).values_list(
            "venue_id", "external_id"
        )
    )
    after = {origin[_uuid(f)]: compared(f) for f in exported(client)}
    assert before.keys() == after.keys()
    order = sorted(before)
    return [before[pk] for pk in order], [after[pk] for pk in order]


def _uuid(feature: dict[str, Any]) -> Any:
    return PublishedVenue(pk=feature["id"])._meta.pk.to_python(feature["id"])


@pytest.fixture
def rich(vocabulary):
    """Every field that is published, two lists, people's words, a home, namesakes."""
    first = record(
        "Clay House",
        external_id="c",
        offers=[("pottery", "use"), ("pottery", "learn")],
        machines=[
            MachineRecord(
                equipment="kiln",
                count=2,
                make_model="Rohde",
                working_size="60 l",
                induction="machine",
                state="working",
                bookable=True,
                fee="5 GBP",
                note="front loader",
                inferred=True,
            )
        ],
        address=Address(
            street="1 Kiln Lane",
            locality="London",
            region="England",
            postcode="E8 3AA",
            country="GB",
        ),
        alternate_names={"de": "Tonhaus"},
        summary="Clay, and what it becomes.",
        networks=("Clay Net",),
        directions_hint="Ring twice",
        floor="2",
        contact={"web": "https://clay.example", "matrix": "#clay:example.org"},
        access=("membership", "course"),
        minimum_age=12,
        price="month",
        price_amount="25.50",
        price_currency="GBP",
        price_note="less for pupils",
        wheelchair="limited",
        accessibility={"toilets:wheelchair": "yes"},
        newcomers="welcome",
        languages=("en", "de"),
        operation="paused",
        operation_since=date(2026, 5, 1),
        operation_reason="moving",
        confirmed_at=date(2026, 3, 4),
        materials=("clay",),
        inferred=frozenset({"access", "price"}),
        precision="street",
        uncertainty_m=40,
        url="https://example.org/list/clay",
    )
    (clay,) = venues(first)
    mapped = record(
        "Clay House",
        external_id="node/1",
        organisation="Clay Guild",
        wheelchair="yes",
        url="https://www.openstreetmap.org/node/1",
    )
    mapped = replace(
        mapped,
        hours=(
            HoursRecord(audience="public", text="Mo-Fr 10:00-18:00", inferred=True),
            HoursRecord(audience="members", text="24/7", checked=date(2026, 2, 2)),
        ),
    )
    record_source(source=OSM, records=[mapped], at=AT, matches={"node/1": clay})
    correct_venue(
        venue_id=clay, field="newcomers", value="by_arrangement", author=None, at=AT
    )
    venues(
        record("Home", precision="area", url="https://example.org/list/home"),
        record("Van", area_served_m=20_000),
        record("Unknown", hours='"by appointment"'),
        record("Gap", hours="Mo 25:99"),
    )
    # The same name at the same door in two lists, known to be two.
    venues(record("Twin", external_id="t1"))
    venues(record("Twin", external_id="t2"), source=OSM)


def test_every_venue_comes_back_as_it_was(rich, client, tmp_path):
    before, after = there_and_back(client, tmp_path / "all.geojsonl")
    assert len(before) == 7
    assert after == before
    clay = next(f for f in after if f["properties"]["name"] == "Clay House")
    assert clay["properties"]["licence"] == ["CC0-1.0", "ODbL-1.0"]


def test_the_demo_world_comes_back_as_it_was(vocabulary, client, tmp_path):
    # The largest list is one of 2015, which says the same few things of each place.
    files = "*.json" if ALL else "[!u]*.json"
    for path in sorted((FIXTURES / "venues").glob(files)):
        import_file(path=path, at=AT)
    before, after = there_and_back(client, tmp_path / "demo.geojsonl")
    assert len(before) > (250 if ALL else 50)
    assert after == before


def test_what_is_left_out_after_the_journey_is_what_was_left_out_before(
    rich, client, tmp_path
):
    def names(key: str) -> dict[str, Any]:
        answer = client.get(f"/api/exports/venues.geojsonl?without_source={key}")
        told = features(b"".join(answer.streaming_content))
        return {
            f["properties"]["name"]: (
                f["properties"]["wheelchair"],
                f["properties"]["details"]["organisation"],
                f["properties"]["details"]["hours"],
            )
            for f in told
        }

    before = names("osm-test")
    there_and_back(client, tmp_path / "all.geojsonl")
    assert names("via-osm-test") == before


def test_the_same_file_again_changes_nothing(rich, client, tmp_path):
    path = tmp_path / "all.geojsonl"
    there_and_back(client, path)
    before = exported(client)
    report = import_file(path=path, at=AT)
    assert (report.created, report.changed) == (0, 0)
    assert report.unchanged == report.read
    assert exported(client) == before


def test_what_is_from_here_is_refused(rich, client, tmp_path):
    path = tmp_path / "own.geojsonl"
    answer = client.get("/api/exports/venues.geojsonl")
    path.write_bytes(b"".join(answer.streaming_content))
    count = SourceRecord.objects.count()
    report = import_file(path=path, at=AT)
    assert report.refused == report.read == 8
    assert "comes from this site" in next(iter(report.reasons))
    assert SourceRecord.objects.count() == count


def test_it_joins_what_is_there_of_the_same_place(vocabulary, client, tmp_path):
    pk = venue("Clay House", url="https://example.org/clay", wheelchair="yes")
    path = tmp_path / "other.geojsonl"
    answer = client.get("/api/exports/venues.geojsonl")
    text = b"".join(answer.streaming_content).decode()
    path.write_text(text.replace(str(pk), "00000000-0000-4000-8000-000000000001"))
    import_file(path=path, at=AT)
    assert list(Venue.objects.values_list("pk", flat=True)) == [pk]
    assert PublishedVenue.objects.get().sources == ["test-list", "via-test-list"]


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ('{"type":"Feature"}', "Not a feature"),
        ("[1]", "Not a feature"),
        ("{", "Not a feature"),
        ('{"id":NaN}', "Not a feature"),
        ("[" * 10_000, "Not a feature"),
    ],
)
def test_what_is_no_venue_is_refused_with_its_reason(
    rich, client, tmp_path, line, refused
):
    path = tmp_path / "odd.geojsonl"
    data = b"".join(client.get("/api/exports/venues.geojsonl").streaming_content)
    path.write_bytes(data + b"\x1e" + line.encode() + b"\n")
    emptied()
    report = import_file(path=path, at=AT)
    assert report.refused == 1
    assert refused in next(iter(report.reasons))
    assert PublishedVenue.objects.count() == 7


def test_a_file_that_ends_inside_a_record_says_so(rich, client, tmp_path):
    path = tmp_path / "cut.geojsonl"
    data = b"".join(client.get("/api/exports/venues.geojsonl").streaming_content)
    path.write_bytes(data[:-20])
    assert reader_for(path).name == "export"
    with pytest.raises(UnreadableFile, match="not a record of a text sequence"):
        import_file(path=path, at=AT)
