"""A site that people reach shows them nothing of its inside (T23)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from geoapp.config import urls

ROOT = Path(__file__).resolve().parents[2]


def fail(request: HttpRequest) -> HttpResponse:
    """Stand in for any page with a bug in it."""
    raise RuntimeError(f"the secret is in {__file__}")


urlpatterns = [
    path("broken/", fail),
    path("api/broken/", fail),
    *urls.urlpatterns,
]


def start(**environment):
    """Load the settings as a new process does."""
    return subprocess.run(
        [sys.executable, "-c", "import geoapp.config.settings"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("page", ["/broken/", "/api/broken/"])
def test_an_error_page_reveals_nothing_internal(page, settings):
    settings.ROOT_URLCONF = __name__
    settings.DEBUG = False
    answer = Client(raise_request_exception=False).get(page)
    assert answer.status_code == 500
    text = answer.content.decode()
    for inside in ("secret", "Traceback", "RuntimeError", ".py", str(ROOT), "settings"):
        assert inside not in text


def test_debug_refuses_to_start_on_a_public_address():
    answer = start(DEBUG="1", PUBLIC_BASE_URL="https://make.example")
    assert answer.returncode != 0
    assert "ImproperlyConfigured: DEBUG shows the inside of the site" in answer.stderr


@pytest.mark.parametrize(
    ("debug", "address"),
    [
        ("1", "http://127.0.0.1:8000"),
        ("1", "http://localhost:8000"),
        ("1", "http://[::1]:8000"),
        ("0", "https://make.example"),
    ],
)
def test_debug_starts_on_this_machine_and_the_public_site_without_it(debug, address):
    assert start(DEBUG=debug, PUBLIC_BASE_URL=address).returncode == 0
