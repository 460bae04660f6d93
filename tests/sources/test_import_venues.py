"""The command: one call, a report, an exit code."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from geoapp.sources.management.commands.import_venues import Command
from geoapp.sources.report import VenueImportReport
from geoapp.venues.models import Venue
from tests.sources.lists import (
    FIXTURES,
    KILN_YARD,
    collection,
    feature,
    write_json,
    write_records,
)

COMMAND = "geoapp.sources.management.commands.import_venues"


def run(*arguments):
    out = StringIO()
    call_command("import_venues", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("vocabulary")
def test_it_imports_and_says_what_it_did(tmp_path):
    said = run(write_records(tmp_path / "a.json", KILN_YARD))
    assert "a.json: read 1 row as records. 1 imported, 0 repaired" in said
    assert "Venues: 1 new, 0 changed" in said
    assert said.endswith("First new venue: http://127.0.0.1:8000/venues/kiln-yard/\n")
    assert Venue.objects.get().name == "Kiln Yard"


@pytest.mark.usefixtures("vocabulary")
def test_json_is_an_object_with_counts_and_rows(tmp_path):
    path = write_json(
        tmp_path / "a.geojson",
        collection(feature(1, craft="pottery"), feature(2, craft="brewery")),
    )
    report = json.loads(run(path, "--json"))
    assert (report["read"], report["imported"], report["refused"]) == (2, 1, 1)
    assert report["rows"] == [
        {
            "row": "node/2",
            "name": "Verkstedet",
            "outcome": "refused",
            "why": ["craft=brewery is not a place for making things."],
        }
    ]


@pytest.mark.django_db
def test_a_dry_run_says_that_nothing_was_written(tmp_path):
    said = run(write_records(tmp_path / "a.json", KILN_YARD), "--dry-run")
    assert "Dry run: nothing was written" in said
    assert Venue.objects.count() == 0


@pytest.mark.parametrize("option", ["--dry-run", "--json"])
@pytest.mark.usefixtures("vocabulary")
def test_an_unknown_craft_of_a_csv_is_reported(tmp_path, option):
    mappings = FIXTURES / "mappings"
    rows = (mappings / "minimal.csv").read_text().splitlines()
    path = tmp_path / "list.csv"
    path.write_text("\n".join([rows[0], rows[1].replace("glass", "samovarology")]))
    said = run(path, "--mapping", mappings / "minimal.yaml", option)
    if option == "--json":
        assert json.loads(said)["unknown_words"] == [
            {"word": "samovarology", "rows": 1}
        ]
    else:
        assert "match no craft or equipment (rows): “samovarology” (1)." in said


@pytest.mark.parametrize("content", ["{", "", "\x00"])
def test_a_file_that_is_not_what_it_says_ends_with_2(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(SystemExit) as refusal:
        run(path, "--dry-run")
    assert refusal.value.code == 2


@pytest.mark.parametrize("option", ["--mapping", "--postcodes"])
def test_a_file_that_an_option_names_has_to_be_there(tmp_path, option, capsys):
    path = write_records(tmp_path / "a.json", KILN_YARD)
    with pytest.raises(SystemExit) as refusal:
        run(path, "--dry-run", option, "nope.yaml")
    assert refusal.value.code == 2
    assert capsys.readouterr().err == "makerloom: File not found: nope.yaml.\n"


def test_a_missing_file_is_reported(capsys):
    with pytest.raises(SystemExit):
        run("nope.csv")
    assert capsys.readouterr().err == "makerloom: The file nope.csv does not exist.\n"


def test_help_speaks_of_the_launcher_and_hides_what_is_django_s():
    parser = Command().create_parser("manage.py", "import_venues")
    said = parser.format_help()
    assert said.startswith("usage: ./makerloom import FILE [OPTION…]\n")
    for name in ("--settings", "--traceback", "--skip-checks", "--version"):
        assert name not in said
    for action in parser._actions:
        assert action.help, action.option_strings


def test_a_file_that_ends_in_the_middle_ends_with_1(tmp_path, monkeypatch):
    report = VenueImportReport(
        file="a.osm", format="osm", source="osm", dry_run=True, stopped="It ends."
    )
    monkeypatch.setattr(f"{COMMAND}.import_file", lambda **_options: report)
    with pytest.raises(SystemExit) as refusal:
        run(tmp_path / "a.osm", "--dry-run")
    assert refusal.value.code == 1


def test_a_database_that_fails_ends_with_1(tmp_path, monkeypatch, capsys):
    def fail(**_options):
        raise OperationalError("no more room")

    monkeypatch.setattr(f"{COMMAND}.import_file", fail)
    with pytest.raises(SystemExit) as refusal:
        run(tmp_path / "a.osm")
    assert refusal.value.code == 1
    assert "no more room" in capsys.readouterr().err


def test_records_are_written_on_request(tmp_path):
    out = tmp_path / "out.json"
    path = write_json(tmp_path / "a.geojson", collection(feature(1, craft="pottery")))
    run(path, "--to-records", out, "--source", "osm-bergen", "--country", "no")
    document = json.loads(out.read_text())
    assert document["source"]["key"] == "osm-bergen"
    assert document["records"][0]["address"]["country"] == "NO"
