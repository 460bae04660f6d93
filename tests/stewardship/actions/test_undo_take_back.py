"""A take-back that is undone while somebody decides about an appeal against it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.resolve_report import ReportAlreadyResolved
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.actions.undo_take_back import AlreadyUndone, undo_take_back
from geoapp.stewardship.models import Report, TakeBack, TakeBackAccount
from geoapp.stewardship.report_models import Side
from tests.people import draft_of, member, moderator
from tests.stewardship.actions.test_report import somebody_waits
from tests.stewardship.reporting import decide
from tests.world import AT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def appealed(transactional_db, vocabulary) -> Report:
    """Return the appeal against a take-back of an account with a draft."""
    faker = member("faker")
    draft_of(faker)
    take_back(
        account_ids=[faker.pk],
        by=moderator("judge"),
        reason="Advertising.",
        closes=True,
        at=AT,
    )
    row = Report.objects.get(kind="account")
    return appeal(report_id=row.pk, side=Side.AUTHOR, words="I am real.", at=AT)


def test_both_wait_for_each_other_in_one_order(appealed):
    other, third = moderator("other"), moderator("third")

    def undone():
        try:
            action = TakeBack.objects.get()
            return undo_take_back(take_back_id=action.pk, by=third, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as threads:
        with transaction.atomic():
            # As a decision begins: with the report alone.
            Report.objects.select_for_update().get(pk=appealed.pk)
            undoing = threads.submit(undone)
            assert somebody_waits()
            decide(appealed, other, "unchanged", at=AT, ground="")
        with pytest.raises(AlreadyUndone):
            undoing.result()
    assert TakeBackAccount.objects.get().undone_at is not None
    appealed.refresh_from_db()
    with pytest.raises(ReportAlreadyResolved):
        decide(appealed, third, "removed", at=AT)
