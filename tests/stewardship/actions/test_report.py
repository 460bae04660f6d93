"""Newer words about a venue that arrive while a moderator settles the older ones."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction

from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.actions.resolve_report import decline_report
from geoapp.stewardship.models import Report, ReportTopic
from tests.people import member, moderator
from tests.world import AT, venue

pytestmark = pytest.mark.django_db(transaction=True)

_WAITERS = """
select count(*) from pg_locks
where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
"""


@pytest.fixture
def person(transactional_db, vocabulary):
    return member("person")


def somebody_waits() -> bool:
    """Whether another connection comes to wait for this one within some seconds."""
    for _look in range(200):
        with connection.cursor() as cursor:
            cursor.execute(_WAITERS)
            if cursor.fetchone()[0]:
                return True
        sleep(0.05)
    return False


def test_newer_words_do_not_undo_a_decision_made_meanwhile(person):
    judge, place = moderator("judge"), venue("Kiln Yard")

    def told(words):
        try:
            draft = ReportDraft(
                kind="venue", item_id=place, topic=ReportTopic.MISTAKE, words=words
            )
            return report_item(draft=draft, author=person, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as threads:
        first = threads.submit(told, "Closed.").result()
        with transaction.atomic():
            decline_report(
                report_id=first.pk,
                by=judge,
                reason="It is open.",
                at=AT,
                seen=first.state,
            )
            newer = threads.submit(told, "Moved.")
            assert somebody_waits()
        newer.result()

    first.refresh_from_db()
    assert (first.decision, first.reason) == ("refused", "It is open.")
    assert first.decided_by == judge
    again = Report.objects.exclude(pk=first.pk).get()
    assert (again.decision, again.words) == ("waiting", "Moved.")
