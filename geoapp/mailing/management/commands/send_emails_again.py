"""Queues emails again that could not be sent."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from geoapp.mailing.actions import send_again
from geoapp.mailing.models import State


class Command(BaseCommand):
    """Queue failed emails again; uncertain ones only when asked to."""

    help = "Queue failed emails again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option that may deliver an email twice."""
        parser.add_argument(
            "--uncertain",
            action="store_true",
            help="also those that may have been delivered: some may arrive twice",
        )

    def handle(self, *_args: object, uncertain: bool, **_options: object) -> None:
        """Queue them and say how many."""
        states = [State.FAILED, *([State.UNCERTAIN] if uncertain else [])]
        count = send_again(states=states, at=timezone.now())
        noun = "email" if count == 1 else "emails"
        self.stdout.write(f"{count} {noun} queued.")
