"""The demo world: what its files hold, and that the open data gives the same."""

import json
from collections import Counter
from datetime import date

import pytest
from opening_hours import OpeningHours

from geoapp.geo.values import BBox
from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.reader_rows import ReadOptions
from geoapp.sources.readers import reader_for
from geoapp.venues.models import Venue
from tests.sources.lists import FIXTURES, SHARED
from tests.world import AT

UK = FIXTURES / "venues" / "uk-makerspaces-2015.json"
HELSINKI = FIXTURES / "venues" / "helsinki-osm.json"
BERGEN = FIXTURES / "venues" / "bergen-reuse.json"
ALL = (UK, HELSINKI, BERGEN)

MADE_FROM = {
    UK: (
        "nesta-uk-makerspaces/ukmakerspacesidentifiabledata.csv",
        ReadOptions(
            mapping=FIXTURES / "mappings" / "nesta-uk-makerspaces.yaml",
            postcodes=SHARED / "codepoint-open-gb" / "codepoint_open_gb.csv.gz",
        ),
    ),
    HELSINKI: (
        "osm-helsinki/helsinki-centre.osm.pbf",
        ReadOptions(
            source_key="osm-helsinki",
            edition=date(2020, 1, 1),
            country="FI",
            locality="Helsinki",
        ),
    ),
    BERGEN: (
        "bergen-reuse-overpass/features.geojson",
        ReadOptions(
            source_key="osm-bergen",
            edition=date(2026, 8, 1),
            country="NO",
            locality="Bergen",
        ),
    ),
}


def reading_of(path):
    return reader_for(path).read(path, ReadOptions())


def records_of(path):
    return [row.record for row in reading_of(path).rows]


def facts_of(path):
    """Return the file without what the vocabulary reads out of words: it grows."""
    document = json.loads(path.read_text(encoding="utf-8"))
    for record in document["records"]:
        record.pop("offers", None)
        record.pop("machines", None)
    return document


def in_london():
    return [record for record in records_of(UK) if record.address.region == "London"]


def crafts_of(record):
    return {offer.craft for offer in record.offers}


@pytest.mark.parametrize(
    "path",
    # That all of the British rows are read is seen below.
    [pytest.param(UK, marks=pytest.mark.long), HELSINKI, BERGEN],
    ids=lambda path: path.stem,
)
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_open_data_gives_the_file_again(path, tmp_path):
    file, options = MADE_FROM[path]
    out = tmp_path / path.name
    convert_file(path=SHARED / file, out=out, options=options)
    assert facts_of(out) == facts_of(path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_of_98_british_rows_only_the_empty_row_is_rejected():
    file, options = MADE_FROM[UK]
    report = import_file(path=SHARED / file, at=AT, options=options, dry_run=True)
    assert report.read == 98
    assert report.imported + report.repaired == 97
    assert report.reasons == {"The row is empty.": 1}


def test_83_british_venues_stand_at_their_postcode_and_the_rest_in_their_town():
    records = records_of(UK)
    assert Counter(r.precision for r in records) == {"postcode": 83, "city": 14}
    assert {r.uncertainty_m for r in records if r.precision == "postcode"} == {100}


def test_20_british_venues_are_in_london_and_6_of_them_have_ceramics():
    london = in_london()
    assert len(london) == 20
    assert sum("pottery" in crafts_of(record) for record in london) == 6


def test_every_london_venue_with_ceramics_has_a_kiln():
    for record in in_london():
        if "pottery" in crafts_of(record):
            assert "kiln" in {machine.equipment for machine in record.machines}


def test_london_venues_stand_in_london():
    box = BBox(west=-0.52, south=51.28, east=0.34, north=51.70)
    assert all(box.contains(record.position) for record in in_london())


def test_52_answer_which_tools_need_an_induction():
    answered = [r for r in records_of(UK) if "induction" in r.raw.get("answered", ())]
    assert len(answered) == 52
    inductions = {m.induction for r in records_of(UK) for m in r.machines}
    assert inductions == {"", "general", "machine", "staff"}


def test_what_was_read_out_of_text_is_marked_as_inferred():
    for record in records_of(UK):
        parts = (*record.offers, *record.machines, *record.hours)
        assert all(part.inferred for part in parts)
        for name in ("access", "newcomers", "price", "kind"):
            assert not getattr(record, name) or name in record.inferred


def test_nobody_is_closed_and_eleven_plan_to_open():
    """Both spaces with a date of closing name a later date of opening again."""
    states = Counter(record.operation for record in records_of(UK))
    assert states == {"operating": 84, "planned": 11, "paused": 2}


def test_british_venues_were_confirmed_when_they_answered():
    dates = [record.confirmed_at for record in records_of(UK)]
    assert min(dates) == date(2015, 1, 4)
    assert max(dates) == date(2015, 3, 16)


def test_public_access_makes_newcomers_welcome_unless_it_is_not_there_yet():
    by_id = {record.external_id: record for record in records_of(UK)}
    assert by_id["london-hackspace"].newcomers == "welcome"
    assert by_id["fablab-cardiff"].newcomers == ""


def test_a_private_home_shows_no_street():
    by_id = {record.external_id: record for record in records_of(UK)}
    assert by_id["medway-makers"].address.street == ""


def test_helsinki_and_bergen_hold_what_really_is_a_venue():
    assert len(records_of(HELSINKI)) == 53
    assert len(records_of(BERGEN)) == 25
    bergen = {record.name: record for record in records_of(BERGEN)}
    assert bergen["Easy PC"].confirmed_at == date(2025, 3, 12)
    assert crafts_of(bergen["Pedalen"]) == {"bike_repair"}
    assert "Fretex Lagunen" not in bergen


def test_nearly_all_hours_of_bergen_venues_are_parsed():
    texts = [hours.text for r in records_of(BERGEN) for hours in r.hours]
    assert len(texts) == 19
    understood = [text for text in texts if _is_understood(text)]
    assert len(understood) >= 18


def _is_understood(text):
    try:
        return bool(str(OpeningHours(text)))
    except Exception as error:  # noqa: BLE001 - the library's own, of no public base
        return error is None


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_file_names_its_source_licence_and_edition(path):
    source = reading_of(path).source
    assert source.licence in {"CC-BY-SA-4.0", "ODbL-1.0"}
    assert source.attribution
    assert source.edition
    if path == UK:
        assert "OGL v3.0" in source.attribution
        assert "Contains OS data" in source.attribution


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_the_files_hold_facts_only(path):
    for record in json.loads(path.read_text(encoding="utf-8"))["records"]:
        assert not {"summary", "directions_hint", "unmatched"} & set(record)
        assert set(record.get("contact", {})) <= {
            "web",
            "facebook",
            "instagram",
            "youtube",
        }
        assert set(record.get("raw", {})) <= {"answered"}
        assert "@" not in json.dumps(record.get("contact", {}).get("web", ""))


@pytest.mark.usefixtures("vocabulary")
def test_the_whole_demo_world_is_imported_once():
    reports = [import_file(path=path, at=AT) for path in ALL]
    assert sum(report.created for report in reports) == 175
    assert not any(report.refused for report in reports)
    assert Venue.objects.count() == 175
    again = [import_file(path=path, at=AT) for path in ALL]
    assert sum(report.unchanged for report in again) == 175
    assert not any(report.created or report.changed for report in again)
