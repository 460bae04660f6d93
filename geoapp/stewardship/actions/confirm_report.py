"""Confirm the address that gets the answer to a report."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.stewardship.models import Decision, Report
from geoapp.stewardship.report_emails import queue_report


@transaction.atomic
def confirm_address(*, report_id: UUID, at: datetime) -> None:
    """Record that the reporter reads email at this address. Idempotent; `at` is aware.

    If the report has been decided in the meantime, the decision is emailed now. Raises
    Report.DoesNotExist.
    """
    row = Report.objects.select_for_update(of=("self",)).get(pk=report_id)
    if row.email_confirmed_at is not None or not row.email:
        return
    row.email_confirmed_at = at
    row.save(update_fields=["email_confirmed_at"])
    if row.decision != Decision.WAITING:
        queue_report(row, to=row.email, at=at)
