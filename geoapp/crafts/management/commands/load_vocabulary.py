"""Bring the tables of the vocabulary into line with its file."""

from django.core.management.base import BaseCommand, CommandError

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import InvalidVocabulary, current


class Command(BaseCommand):
    """Check fixtures/vocabulary.yaml and mirror it."""

    help = "Validate and load fixtures/vocabulary.yaml. Safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load; end with the line of the file that breaks a rule."""
        try:
            outcome = load_vocabulary(vocabulary=current())
        except InvalidVocabulary as error:
            message = f"fixtures/vocabulary.yaml: {error}"
            raise CommandError(message) from error
        self.stdout.write(
            f"Vocabulary: {outcome.added} added, {outcome.changed} changed, "
            f"{outcome.retired} retired."
        )
