"""What lies under the venues is kept by browsers, and never an error."""

import gzip
import json

import pytest
from django.urls import reverse

from geoapp.web.map.basemap import LEVELS, basemap_path
from tests.geocoding.names import known, row

BASEMAP = reverse("map:basemap")
LABELS = reverse("map:labels")


@pytest.fixture
def drawn(settings, tmp_path):
    """Both levels of a basemap, as the set-up leaves them."""
    settings.BASEMAP_FOLDER = tmp_path
    for level in LEVELS:
        text = json.dumps(
            {"type": "FeatureCollection", "features": [], "level": level}
        ).encode()
        basemap_path(tmp_path, level).write_bytes(gzip.compress(text))
    return tmp_path


def test_each_level_is_answered_packed(client, drawn):
    for level in LEVELS:
        answer = client.get(BASEMAP, {"level": level})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/geo+json"
        assert answer["Content-Encoding"] == "gzip"
        assert json.loads(gzip.decompress(answer.content))["level"] == level


def test_without_a_level_the_world_is_answered(client, drawn):
    answer = client.get(BASEMAP)
    assert json.loads(gzip.decompress(answer.content))["level"] == "world"


def test_a_browser_that_has_it_is_not_sent_it_again(client, drawn):
    first = client.get(BASEMAP)
    assert "max-age=86400" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    again = client.get(BASEMAP, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_basemap_made_anew_is_sent_again(client, drawn):
    before = client.get(BASEMAP)["ETag"]
    basemap_path(drawn, "world").write_bytes(gzip.compress(b'{"features": []}'))
    again = client.get(BASEMAP, headers={"If-None-Match": before})
    assert again.status_code == 200
    assert again["ETag"] != before


@pytest.mark.parametrize("level", ["", "moon", "../near", "near\0", "WORLD", "near/"])
def test_a_level_that_is_none_is_not_found(client, drawn, level):
    assert client.get(BASEMAP, {"level": level}).status_code == 404


def test_before_the_basemap_is_made_it_is_not_found(client, settings, tmp_path):
    settings.BASEMAP_FOLDER = tmp_path
    assert client.get(BASEMAP).status_code == 404


@pytest.mark.parametrize("address", [BASEMAP, LABELS])
def test_the_ground_is_only_read(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_view_is_answered_with_the_names_in_it(client):
    known(row("Leeds", -1.55, 53.8, people=536_280), row("Paris", 2.35, 48.85))
    answer = client.get(LABELS, {"bbox": "-6,50,2,56", "zoom": "6"})
    assert answer.status_code == 200
    assert "max-age" in answer["Cache-Control"]
    assert answer.json() == {
        "labels": [{"name": "Leeds", "lon": -1.55, "lat": 53.8, "rank": 0}]
    }


@pytest.mark.django_db
def test_names_in_cached_answers_are_for_everybody(client):
    answer = client.get(LABELS, {"bbox": "-6,50,2,56", "zoom": "6"})
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "zoom", ["", "-1", "999999999", "1e3", "four", "٣", "²", "NaN"]
)
def test_a_zoom_that_is_none_is_taken_for_a_wide_view(client, zoom):
    known(row("London", -0.13, 51.5, people=8_961_989))
    answer = client.get(LABELS, {"bbox": "-6,50,2,56", "zoom": zoom})
    assert [label["name"] for label in answer.json()["labels"]] == ["London"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bbox", ["", "1,2,3", "NaN,0,1,1", "0,91,1,92", "0,5,1,2", "a"]
)
def test_a_view_that_is_none_has_no_names(client, bbox):
    answer = client.get(LABELS, {"bbox": bbox, "zoom": "9"})
    assert (answer.status_code, answer.json()) == (200, {"labels": []})
