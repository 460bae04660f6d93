"""Earlier decisions get the role of whoever decided, where the data shows it."""

from importlib import import_module

import pytest
from django.apps import apps

from geoapp.stewardship.models import Outcome, Report, ReportTopic
from tests.people import member, moderator
from tests.stewardship.reporting import anonymous, decide, managed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
fill = import_module("geoapp.stewardship.migrations.0009_decided_as").fill


def test_roles_of_earlier_decisions_are_filled_in_only_where_they_are_known():
    place, manager = managed()
    rows = {
        (ReportTopic.MISTAKE, moderator("judge")): "moderator",
        (ReportTopic.CLOSED, manager): "manager",
        # Managers never decide about these, so it was a moderator at the time.
        (ReportTopic.ILLEGAL, member("former moderator")): "moderator",
        (ReportTopic.NOT_MADE, member("unknown")): "",
    }
    reports = {}
    for (topic, by), role in rows.items():
        reports[decide(anonymous(place, topic), by, Outcome.UNCHANGED).pk] = role
    Report.objects.update(decided_as="")
    fill(apps, None)
    assert dict(Report.objects.values_list("pk", "decided_as")) == reports
