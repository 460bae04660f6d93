"""Requests generated from the contract: every answer is one that it promises.

A few of each operation in the usual run; `--all` asks 20,000, and each value at the
edges of its schema.
"""

from functools import cache

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from geoapp.api.openapi.document import openapi_30
from geoapp.api.openapi.paths import OPERATIONS
from tests.drawing import ALL
from tests.web.factories import tutorial
from tests.world import record, venues

# What JSON Schema cannot say, so that a schema-valid request may be refused (ids of
# the vocabulary, signed cursors, ranges of coordinates, languages of ours); and what
# OGC wants though the schema forbids it (a limit above the maximum is clamped). Both
# are held by tests of their own: tests/api, tests/web/test_bad_parameters.py.
UNSAID = [positive_data_acceptance, negative_data_rejection]
FEW = 5
MANY = 20_000 // len(OPERATIONS) + 1
CALM = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def _application() -> WSGIHandler:
    return WSGIHandler()  # reads the folder of static files, which a fixture makes


def application(environ, start_response):
    """The site, made at the first request."""
    return _application()(environ, start_response)


schema = schemathesis.openapi.from_dict(openapi_30())
schema.app = application
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connected():
    """Let a request's beginning and end not close the test's own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def world(vocabulary):
    venues(
        record("Clay", offers=[("pottery", "use")], machines=["kiln"]),
        record("Bare", hours="Mo-Fr 10:00-18:00"),
    )
    tutorial("A lamp")


def answered(case) -> None:
    # The client in between does not unpack what it asks for.
    plain = {"Accept-Encoding": "identity"}
    answer = case.call(base_url="http://localhost/api", headers=plain)
    assert answer.status_code < 500
    case.validate_response(answer, excluded_checks=UNSAID)


OPERATIONS_OF_SCHEMA = [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS_OF_SCHEMA, ids=lambda one: one.label)
def test_a_few_of_each_are_answered_as_promised(operation):
    @settings(CALM, max_examples=FEW)
    @given(case=operation.as_strategy())
    def ask(case):
        answered(case)

    ask()


if ALL:  # to collect it takes as long as a hundred tests

    @pytest.mark.long
    @schema.parametrize()
    @settings(CALM, max_examples=MANY)
    def test_twenty_thousand_are_answered_as_promised(case):
        answered(case)
