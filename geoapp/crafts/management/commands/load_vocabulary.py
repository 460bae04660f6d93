"""Command to load the vocabulary file into the database."""

from django.core.management.base import BaseCommand, CommandError

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import InvalidVocabulary, current


class Command(BaseCommand):
    """Validates fixtures/vocabulary.yaml and loads it."""

    help = "Validate and load fixtures/vocabulary.yaml. Safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load the file; exit with the line that breaks a rule."""
        try:
            outcome = load_vocabulary(vocabulary=current())
        except InvalidVocabulary as error:
            message = f"fixtures/vocabulary.yaml: {error}"
            raise CommandError(message) from error
        self.stdout.write(
            f"Vocabulary: {outcome.added} added, {outcome.changed} changed, "
            f"{outcome.retired} retired."
        )
