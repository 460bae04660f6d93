"""Imports: counts that add up, and a second import that changes nothing."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoapp.crafts.models import UnmatchedTerm
from geoapp.publishing.models import PublishedVenue
from geoapp.sources import pipeline
from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.models import ImportRun
from geoapp.sources.reader_rows import UnreadableFile
from geoapp.sources.readers import fixture
from geoapp.venues.models import SourceRecord, Venue
from tests.sources.lists import (
    KILN_YARD,
    collection,
    feature,
    write_json,
    write_records,
)
from tests.world import AT

MIXED = collection(
    feature(1, craft="pottery"),
    feature(2, craft="brewery"),
    feature(3, craft="pottery", website="www.example.org"),
    feature(3, craft="pottery"),
    feature(4, shop="bicycle", lat=95),
)


def ending_after_one(rows):
    def cut(written):
        yield next(rows(written))
        raise UnreadableFile("a.json ends in the middle.")

    return cut


@pytest.mark.django_db
@pytest.mark.usefixtures("vocabulary")
class TestImportFile:
    def test_every_row_is_imported_repaired_or_refused(self, tmp_path):
        path = write_json(tmp_path / "a.geojson", MIXED)
        report = import_file(path=path, at=AT)
        assert (report.imported, report.repaired, report.refused) == (1, 1, 3)
        assert report.read == report.total == 5
        assert Venue.objects.count() == 2
        assert [(row["row"], row["outcome"]) for row in report.rows] == [
            ("node/2", "refused"),
            ("node/3", "repaired"),
            ("node/3", "refused"),
            ("node/4", "refused"),
        ]

    def test_the_venues_are_published(self, tmp_path):
        path = write_json(tmp_path / "a.geojson", MIXED)
        import_file(path=path, at=AT)
        assert PublishedVenue.objects.filter(on_map=True).count() == 2

    def test_a_second_import_changes_nothing(self, tmp_path):
        path = write_json(tmp_path / "a.geojson", MIXED)
        first = import_file(path=path, at=AT)
        before = list(SourceRecord.objects.order_by("pk").values())
        venues = list(Venue.objects.order_by("pk").values())
        second = import_file(path=path, at=AT.replace(year=2027))
        assert (first.created, second.created) == (2, 0)
        assert (second.changed, second.unchanged) == (0, 2)
        assert list(SourceRecord.objects.order_by("pk").values()) == before
        assert list(Venue.objects.order_by("pk").values()) == venues

    def test_a_new_edition_changes_what_changed(self, tmp_path):
        path = write_records(tmp_path / "a.json", KILN_YARD)
        import_file(path=path, at=AT)
        write_records(path, replace(KILN_YARD, name="New Yard"))
        report = import_file(path=path, at=AT)
        assert (report.created, report.changed) == (0, 1)
        assert Venue.objects.get().name == "New Yard"

    def test_a_dry_run_writes_nothing(self, tmp_path):
        path = write_json(tmp_path / "a.geojson", MIXED)
        report = import_file(path=path, at=AT, dry_run=True)
        assert (report.imported, report.repaired, report.refused) == (1, 1, 3)
        assert Venue.objects.count() == ImportRun.objects.count() == 0

    def test_the_run_is_logged(self, tmp_path):
        path = write_json(tmp_path / "a.geojson", MIXED)
        import_file(path=path, at=AT)
        run = ImportRun.objects.get()
        assert (run.file_name, run.format, run.source_key) == (
            "a.geojson",
            "overpass",
            "osm",
        )
        assert (run.imported, run.repaired, run.refused) == (1, 1, 3)
        assert run.created == 2
        assert run.finished
        assert len(run.sha256) == 64

    def test_a_file_that_is_none_leaves_no_run(self, tmp_path):
        path = tmp_path / "a.geojson"
        path.write_text('{"type": "FeatureCollection"')
        with pytest.raises(UnreadableFile):
            import_file(path=path, at=AT)
        assert ImportRun.objects.count() == 0

    def test_an_interrupted_import_can_be_repeated(self, tmp_path, monkeypatch):
        monkeypatch.setattr(pipeline, "BATCH", 1)
        path = write_records(
            tmp_path / "a.json", KILN_YARD, replace(KILN_YARD, external_id="2")
        )
        with monkeypatch.context() as patch:
            patch.setattr(fixture, "_rows", ending_after_one(fixture._rows))
            stopped = import_file(path=path, at=AT)
        assert "Stopped after 1 row." in stopped.stopped
        assert not ImportRun.objects.get().finished
        again = import_file(path=path, at=AT)
        assert not again.stopped
        assert (again.created, again.unchanged) == (1, 1)

    def test_words_without_a_concept_are_counted_once_for_each_news(self, tmp_path):
        def bring_in(*words):
            path = write_records(
                tmp_path / "a.json", replace(KILN_YARD, unmatched=words)
            )
            import_file(path=path, at=AT)
            return dict(UnmatchedTerm.objects.values_list("word", "count"))

        assert bring_in("Samovar") == {"samovar": 1}
        assert bring_in("Samovar") == {"samovar": 1}
        assert bring_in("Samovar", "anvil") == {"samovar": 2, "anvil": 1}

    def test_a_dry_run_counts_no_words(self, tmp_path):
        path = write_records(
            tmp_path / "a.json", replace(KILN_YARD, unmatched=("samovar",))
        )
        import_file(path=path, at=AT, dry_run=True)
        assert not UnmatchedTerm.objects.exists()

    def test_a_batch_is_written_wholly_or_not_at_all(self, tmp_path, monkeypatch):
        def broken(rows, *, source_key):
            raise KeyboardInterrupt

        monkeypatch.setattr("geoapp.sources.actions.venues_of", broken)
        path = write_json(tmp_path / "a.geojson", MIXED)
        with pytest.raises(KeyboardInterrupt):
            import_file(path=path, at=AT)
        assert Venue.objects.count() == 0
        assert not ImportRun.objects.get().finished

    def test_the_same_place_in_two_sources_is_a_single_venue(self, tmp_path):
        import_file(path=write_records(tmp_path / "a.json", KILN_YARD), at=AT)
        twin = feature(9, lon=-0.0553, lat=51.545, craft="pottery", name="Kiln Yard")
        path = write_json(tmp_path / "b.geojson", collection(twin))
        report = import_file(path=path, at=AT)
        assert (report.created, report.matched) == (1, 1)
        assert Venue.objects.count() == 1


def test_converted_files_carry_facts_only(tmp_path):
    words = {
        "description": "A sentence of somebody",
        "phone": "+47 1",
        "email": "a@example.org",
        "note": "do not ring",
    }
    path = write_json(
        tmp_path / "a.geojson", collection(feature(1, craft="pottery", **words))
    )
    out = tmp_path / "out.json"
    convert_file(path=path, out=out)
    written = out.read_text()
    assert "Verkstedet" in written
    assert not [word for word in words.values() if word in written]


TAGS = st.dictionaries(
    st.sampled_from(["name", "craft", "shop", "website", "opening_hours", "repair"]),
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["pottery", "brewery", "bicycle", "yes", "www.example.org"]),
        st.integers(),
        st.none(),
    ),
)
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.text(max_size=3)
)
FEATURES = st.one_of(
    st.none(),
    st.integers(),
    st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "id": st.sampled_from(["node/1", "node/2", "way/3", "x", 4, None]),
            "properties": st.one_of(TAGS, st.none()),
            "geometry": st.one_of(
                st.none(),
                st.fixed_dictionaries(
                    {
                        "type": st.just("Point"),
                        "coordinates": st.lists(NUMBERS, max_size=3),
                    }
                ),
            ),
        }
    ),
)


@given(st.lists(FEATURES, max_size=8))
@settings(deadline=None)
def test_imported_repaired_and_refused_add_up_whatever_the_file_says(features):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.geojson"
        path.write_text(json.dumps(collection(*features)))
        report = import_file(path=path, at=AT, dry_run=True)
    assert report.imported + report.repaired + report.refused == len(features)
    assert report.read == len(features)
    assert sum(report.reasons.values()) == report.refused
