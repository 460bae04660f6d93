"""A geocoder of the network: asked seldom, never waited for, believed with care (F8)."""

import json
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from geopy.exc import GeocoderTimedOut

from geoapp.geo.values import Position
from geoapp.geocoding import network_geocoders
from geoapp.geocoding.models import GeocodedAddress, GeocoderWatch
from geoapp.geocoding.network_geocoders import (
    CACHE_LIFETIME,
    MAX_FAILURES,
    MIN_INTERVAL,
    REST,
    Located,
    delete_old_addresses,
    locate,
)
from tests.world import AT

pytestmark = pytest.mark.django_db

ADDRESS = {"street": "Mare Street 1", "locality": "London", "country": "GB"}
FOUND = Located(
    position=Position(lon=-0.055, lat=51.54), precision="address", label="Mare Street 1"
)


@pytest.fixture(autouse=True)
def nominatim(settings):
    settings.GEOCODER = "nominatim"


class CountingGeocoder:
    """A geocoder that counts how often it is asked."""

    def __init__(self, answer=FOUND):
        self.answer, self.times = answer, 0

    def __call__(self, _address):
        self.times += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_off_sends_no_request(settings):
    settings.GEOCODER = "off"
    ask = CountingGeocoder()
    assert locate(ADDRESS, at=AT, ask=ask) is None
    assert ask.times == 0


def test_a_town_alone_is_the_gazetteers():
    ask = CountingGeocoder()
    assert locate({"locality": "London"}, at=AT, ask=ask) is None
    assert ask.times == 0


@pytest.mark.parametrize("answer", [FOUND, None])
def test_a_response_is_cached_for_half_a_year(answer):
    ask = CountingGeocoder(answer)
    for days in (0, 1, 100):
        same = {**ADDRESS, "street": " mare  STREET 1"}
        assert locate(same, at=AT + timedelta(days=days), ask=ask) == answer
    assert ask.times == 1
    locate(ADDRESS, at=AT + CACHE_LIFETIME + MIN_INTERVAL, ask=ask)
    assert ask.times == 2
    assert GeocodedAddress.objects.count() == 1


def test_old_addresses_are_deleted():
    locate(ADDRESS, at=AT, ask=CountingGeocoder())
    delete_old_addresses(at=AT + CACHE_LIFETIME - MIN_INTERVAL)
    assert GeocodedAddress.objects.count() == 1
    delete_old_addresses(at=AT + CACHE_LIFETIME)
    assert not GeocodedAddress.objects.exists()


def test_it_is_queried_once_a_second_without_waiting():
    ask = CountingGeocoder()
    for number in range(5):
        locate({**ADDRESS, "street": f"Street {number}"}, at=AT, ask=ask)
    assert ask.times == 1
    locate({**ADDRESS, "street": "Street 9"}, at=AT + MIN_INTERVAL, ask=ask)
    assert ask.times == 2


def test_after_three_failures_it_pauses_and_then_resumes():
    ask = CountingGeocoder(GeocoderTimedOut("slow"))
    moment = AT
    for number in range(10):
        moment = AT + number * MIN_INTERVAL
        address = {**ADDRESS, "street": f"Street {number}"}
        assert locate(address, at=moment, ask=ask) is None
    assert ask.times == MAX_FAILURES
    well = CountingGeocoder()
    locate(ADDRESS, at=moment + REST, ask=well)
    assert well.times == 1
    assert GeocoderWatch.objects.get().failures == 0
    assert not GeocodedAddress.objects.exclude(point=None).filter(label="").exists()


class Stub(BaseHTTPRequestHandler):
    """Answers whatever `body` and `status` say."""

    body, status, requests = b"", 200, 0
    pause_s = 0.0  # after each byte

    def do_GET(self):  # the name that http.server calls
        type(self).requests += 1
        if not self.status:
            return
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        if not self.pause_s:
            self.wfile.write(self.body)
            return
        with suppress(OSError):  # the client hangs up
            for byte in self.body:
                self.wfile.write(bytes([byte]))
                time.sleep(self.pause_s)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def stub(settings):
    server = HTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
    yield Stub
    server.shutdown()
    server.server_close()


def place(**more):
    return {"lat": "51.54", "lon": "-0.055", "display_name": "Mare Street 1", **more}


@pytest.mark.parametrize(
    ("properties", "precision"),
    [
        ({"addresstype": "building"}, "address"),
        ({"addresstype": "road"}, "street"),
        ({"addresstype": "suburb"}, "city"),
        ({}, "city"),
    ],
)
def test_what_nominatim_says_is_read(stub, properties, precision):
    stub.body, stub.status = json.dumps([place(**properties)]).encode(), 200
    location = locate(ADDRESS, at=AT)
    assert location is not None
    assert (location.position, location.precision) == (FOUND.position, precision)


def test_what_photon_says_is_read(stub, settings):
    settings.GEOCODER = "photon"
    feature = {
        "geometry": {"coordinates": [-0.055, 51.54]},
        "properties": {"type": "house", "name": "Mare Street 1"},
    }
    stub.body, stub.status = json.dumps({"features": [feature]}).encode(), 200
    location = locate(ADDRESS, at=AT)
    assert location is not None
    assert (location.position, location.precision) == (FOUND.position, "address")


# geopy also warns of a latitude beyond the pole.
@pytest.mark.filterwarnings("ignore:Latitude normalization")
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (429, b"{}"),
        (200, b"<html>down for repair</html>"),
        (200, b"{}"),
        (200, b'{"a": 1}'),
        (200, b"[[]]"),
        (200, b'[{"lat": "x", "lon": "y", "display_name": ""}]'),
        (200, b'[{"lat": "NaN", "lon": "0", "display_name": ""}]'),
        (200, b'[{"lat": "91", "lon": "0", "display_name": ""}]'),
        (200, b'[{"lat": 1}]'),
        (200, b"null"),
        (200, b"\xff\xfe"),
        (200, b""),
    ],
)
def test_nonsense_is_nothing_found(stub, status, body):
    stub.body, stub.status = body, status
    assert locate(ADDRESS, at=AT) is None


def test_a_service_that_hangs_up_is_asked_once(stub):
    stub.status, stub.requests = 0, 0
    assert locate(ADDRESS, at=AT) is None
    assert stub.requests == 1


def test_a_service_that_answers_a_byte_at_a_time_is_given_up(stub, monkeypatch):
    monkeypatch.setattr(network_geocoders, "TIMEOUT_S", 0.2)
    stub.body, stub.status = json.dumps([place()]).encode(), 200
    monkeypatch.setattr(stub, "pause_s", 0.05)
    assert locate(ADDRESS, at=AT) is None
    assert GeocoderWatch.objects.get().failures == 1


def test_nobody_there_is_nothing_found(settings):
    settings.GEOCODER_URL = "http://127.0.0.1:9"
    assert locate(ADDRESS, at=AT) is None
    assert GeocoderWatch.objects.get().failures == 1
    assert network_geocoders.TIMEOUT_S <= 3
