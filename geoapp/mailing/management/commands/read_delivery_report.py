"""Reads one delivery report from standard input."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from geoapp.mailing.delivery_reports import (
    MAX_REPORT_BYTES,
    NotADeliveryReport,
    read_delivery_report,
)


class Command(BaseCommand):
    """Mark the address that a delivery report says refuses email for good."""

    help = (
        "Read a delivery report (an email, RFC 3464) from standard input and mark the "
        "address if it refuses email for good."
    )

    def handle(self, *_args: object, **_options: object) -> None:
        """Read it and say what was marked."""
        report = sys.stdin.buffer.read(MAX_REPORT_BYTES + 1)
        try:
            addresses = read_delivery_report(report, at=timezone.now())
        except NotADeliveryReport as error:
            raise CommandError(f"This is not a delivery report. {error}") from error
        for address in addresses:
            self.stdout.write(f"{address} refuses email.")
        if not addresses:
            self.stdout.write("The report names no lasting failure.")
